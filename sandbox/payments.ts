import { z } from 'zod';
import {
  fromEnv,
  numberFromEnv,
  openStore,
  runAsProgram,
  serve,
  type Call,
  type Handler,
  type Reply,
  type Route,
  type Running,
} from './kit';
import { apiRoutes } from './payments/api';
import { isOutcome, NEXT, type Payment, type PaymentsConfig, type State } from './payments/model';
import { payPage } from './payments/page';
import { openTill } from './payments/till';

const passesLuhn = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return /^\d{13,19}$/.test(digits) && sum % 10 === 0;
};

export async function startPayments(config: PaymentsConfig): Promise<Running> {
  const store = openStore<State>(config.dataDir, 'payments', {
    next: 'succeed',
    payments: [],
    methods: [],
    refunds: [],
    deliveries: [],
  });
  const { data, touch } = store;
  let root = '';
  const till = openTill(config, store, () => root);

  const page = (payment: Payment, error?: string): Reply => {
    const { html, headers } = payPage({ ...payment, isWaiting: payment.dueAt !== null }, error);
    return { status: 200, body: html, headers };
  };

  const withPayment =
    (handle: (payment: Payment, call: Call) => Reply): Handler =>
    (call) => {
      const payment = till.payments.get(call.params.id ?? '');
      return payment
        ? handle(payment, call)
        : { status: 404, body: '<!doctype html><title>Платёж не найден</title>Платёж не найден' };
    };

  const submit = (payment: Payment, { raw }: Call): Reply => {
    const form = new URLSearchParams(raw);
    const back: Reply = { status: 303, headers: { Location: payment.returnUrl ?? '/' } };
    const here: Reply = { status: 303, headers: { Location: `/pay/${payment.id}` } };
    const action = form.get('action');
    if (payment.status !== 'pending' || payment.dueAt !== null) return back;
    if (payment.secure !== null) {
      if (action !== 'confirm') till.settle(payment, '3d_secure_failed');
      else if (!/^\d{4}$/.test(form.get('code') ?? '')) return page(payment, 'Введите четыре цифры');
      else till.charge(payment, payment.secure);
      return back;
    }
    if (action === 'refuse') {
      till.settle(payment, 'expired_on_confirmation');
      return back;
    }
    const digits = (form.get('card') ?? '').replace(/[\s-]/g, '');
    if (!passesLuhn(digits)) return page(payment, 'Проверьте номер карты: в нём ошибка');
    till.enterCard(payment, digits);
    const chosen = form.get('outcome') ?? '';
    const outcome = isOutcome(chosen) ? chosen : (till.takeNext(isOutcome) ?? 'succeed');
    return till.charge(payment, outcome) ? here : back;
  };

  const routes: Route[] = [
    ...apiRoutes(config, data, till),
    ['GET', '/pay/:id', withPayment((payment) => page(payment))],
    ['POST', '/pay/:id', withPayment(submit)],
    ['GET', '/sandbox/next', () => ({ status: 200, body: { next: data.next } })],
    [
      'POST',
      '/sandbox/next',
      ({ json }) => {
        const wanted = z.object({ next: z.enum(NEXT) }).safeParse(json).data;
        if (!wanted) return { status: 400, body: { error: 'next', known: NEXT } };
        data.next = wanted.next;
        touch();
        return { status: 200, body: wanted };
      },
    ],
  ];

  const server = await serve(config.port, routes);
  root = server.url;
  till.start();
  return {
    url: server.url,
    close: async () => {
      await server.close();
      till.stop();
      store.close();
    },
  };
}

runAsProgram(import.meta.url, () =>
  startPayments({
    port: numberFromEnv('PORT'),
    dataDir: fromEnv('SANDBOX_DATA'),
    shopId: fromEnv('SHOP_ID'),
    secretKey: fromEnv('SECRET_KEY'),
    notifyUrl: process.env.NOTIFY_URL || null,
    slowMs: numberFromEnv('SLOW_MS', 15_000),
    retryMs: numberFromEnv('RETRY_MS', 1000),
  }),
);
