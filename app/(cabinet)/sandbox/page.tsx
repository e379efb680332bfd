import type { Metadata } from 'next';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { ClockResult } from '@/components/sandbox/clock-result';
import { ClockSection, clockSteps } from '@/components/sandbox/clock-section';
import { OperatorCalls } from '@/components/sandbox/operator-calls';
import { SandboxSwitch } from '@/components/sandbox/switches';
import { OpenTill } from '@/components/terminals/open-till';
import { CopyButton } from '@/components/ui/copy-button';
import { Link } from '@/components/ui/link';
import { momentAfter } from '@/lib/core/advance.rule';
import { localDateAt } from '@/lib/core/local-date';
import { momentText } from '@/lib/core/text';
import { realNow } from '@/lib/platform/clock';
import { cabinetPage, sandboxOnly, type SearchParams } from '@/lib/platform/page';
import {
  lastOperatorRequests,
  nextPayment,
  type nextPayments,
  operatorMode,
  operatorShipping,
} from '@/lib/platform/sandbox';
import { type EvotorChange, type EvotorMode, evotorMode, evotorToken } from '@/lib/platform/sandbox-evotor';
import { mailMode } from '@/lib/platform/sandbox-mail';
import { renewalsSince, subscriptionOutlook } from '@/lib/subscriptions/outlook';

export const metadata: Metadata = { title: 'Песочница' };

const operators = [
  { slug: 'mts', name: 'МТС', hint: 'TMF640: сообщает о результате сам', sendsEvents: true },
  {
    slug: 'megafon',
    name: 'МегаФон',
    hint: 'Control Center: о результате спрашивает кабинет',
    sendsEvents: false,
  },
];

const modes: readonly { value: string; label: string; ofEvents?: boolean }[] = [
  { value: 'normal', label: 'отвечает как обычно' },
  { value: 'slow', label: 'отвечает медленно' },
  { value: 'error-500', label: 'отвечает ошибкой 500' },
  { value: 'down', label: 'не отвечает совсем' },
  { value: 'silent', label: 'принимает запрос и молчит' },
  { value: 'reject', label: 'отказывает' },
  { value: 'late-callback', label: 'выполняет слишком поздно' },
  { value: 'duplicate-callback', label: 'сообщает результат дважды', ofEvents: true },
  { value: 'out-of-order', label: 'сообщает события не по порядку', ofEvents: true },
  { value: 'flaky', label: 'сбоит на трети запросов' },
];

const deliveries = [
  { value: 'whole', label: 'одной посылкой' },
  { value: 'split', label: 'двумя посылками' },
  { value: 'short', label: 'на одну карту меньше' },
  { value: 'returned', label: 'возвращаются отправителю' },
  { value: 'held', label: 'сначала ждут на складе' },
];

const cancellations = [
  { value: 'at-once', label: 'соглашается сразу' },
  { value: 'considered', label: 'думает и соглашается' },
  { value: 'refused', label: 'думает и отказывает' },
];

/** Every one of them has its words here: the type asks for it. */
const payments: Readonly<Record<(typeof nextPayments)[number], string>> = {
  succeed: 'пройдёт',
  '3ds': 'спросит код 3-D Secure',
  slow: 'пройдёт не сразу',
  unknown: 'пройдёт, а провайдер ответит ошибкой 500',
  'no-answer': 'пройдёт, а связь оборвётся',
  'not-made': 'не будет создан, ответ 500',
  'notification-lost': 'пройдёт, уведомление потеряется',
  'notification-duplicate': 'пройдёт, уведомление придёт дважды',
  'notification-forged': 'придёт поддельное уведомление об оплате',
  'decline:insufficient_funds': 'отказ: на карте мало денег',
  'decline:card_expired': 'отказ: срок карты истёк',
  'decline:permission_revoked': 'отказ навсегда: разрешение на списание отозвано',
  'decline:issuer_unavailable': 'отказ: банк не отвечает',
  'decline:payment_method_limit_exceeded': 'отказ: исчерпан лимит карты',
  'decline:payment_method_restricted': 'отказ: операции по карте ограничены',
  'decline:3d_secure_failed': 'отказ: 3-D Secure не пройден',
  'decline:call_issuer': 'отказ: нужно позвонить в банк',
  'decline:country_forbidden': 'отказ: карта другой страны',
  'decline:fraud_suspected': 'отказ: платёж подозрительный',
  'decline:identification_required': 'отказ: банк просит подтвердить личность',
  'decline:invalid_card_number': 'отказ: номер карты неверный',
  'decline:invalid_csc': 'отказ: код с оборота неверный',
  'decline:internal_timeout': 'отказ: платёжная система не успела',
  'decline:general_decline': 'отказ без объяснения',
  'refund:pending': 'возврат пройдёт не сразу',
  'refund:canceled': 'возврат не пройдёт',
};

const mailModes = [
  { value: 'normal', label: 'отвечает как обычно' },
  { value: 'busy', label: 'просит зайти позже' },
  { value: 'lost-answer', label: 'примет письмо и не ответит' },
];

const cloudModes: Readonly<Record<EvotorMode, string>> = {
  normal: 'отвечает как обычно',
  slow: 'отвечает медленно',
  'error-500': 'отвечает ошибкой 500',
  down: 'не отвечает совсем',
  limited: 'просит подождать',
  unpaid: 'говорит, что приложение не оплачено',
  'no-rights': 'говорит, что нет прав',
  'no-paging': 'не говорит, есть ли ещё страницы',
  'same-cursor': 'отдаёт одну страницу по кругу',
  broken: 'присылает запись без номера',
};

const cloudChanges: Readonly<Record<EvotorChange, string>> = {
  'rename-terminal': 'кассу переименуют',
  'move-terminal': 'кассу перенесут в другой магазин',
  'add-terminal': 'появится новая касса',
  'remove-terminal': 'последней кассы не станет',
  'rename-store': 'магазин переименуют',
  'add-store': 'появится новый магазин с кассой',
};

/** A moment of an address; null for anything else. */
function momentOf(text: string | undefined): Date | null {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? null : at;
}

export default async function SandboxPage({ searchParams }: { searchParams: SearchParams }) {
  sandboxOnly();
  const { session, params } = await cabinetPage('stores.read', searchParams);
  // The clock and the account are one for the organization, whatever store is chosen.
  const { ctx } = session;
  const now = ctx.clock.now();
  const moment = (at: Date) => momentText(at, realNow(), ctx.timeZone);
  const step = clockSteps.find(({ advance }) => advance === params['ahead']) ?? clockSteps[2];
  const end = momentAfter(now, step.advance, ctx.timeZone);
  const until = localDateAt(end.ok ? end.value : now, ctx.timeZone);
  const since = momentOf(params['since']);
  const next = await nextPayment().catch(() => 'succeed');
  const mail = await mailMode().catch(() => 'normal');
  const cloud = await evotorMode().catch(() => 'normal');
  const cloudToken = await evotorToken(ctx.organizationId).catch(() => null);
  const stands = await Promise.all(
    operators.map(async (operator) => ({
      ...operator,
      mode: await operatorMode(operator.slug).catch(() => 'normal'),
      shipping: await operatorShipping(operator.slug).catch(() => null),
      calls: await lastOperatorRequests(operator.slug, 10).catch(() => []),
    })),
  );
  return (
    <>
      <PageHeader
        title="Песочница"
        lead="Внешний мир этого кабинета: операторы, банк, почта, время. В рабочем режиме этой страницы нет."
      />
      <div className="grid max-w-3xl gap-8">
        <ClockSection
          now={moment(now)}
          step={step}
          until={until}
          outlook={await subscriptionOutlook(ctx, until)}
        >
          {since ? (
            <ClockResult since={moment(since)} now={moment(now)} done={await renewalsSince(ctx, since)} />
          ) : null}
        </ClockSection>
        <Section title="Операторы связи">
          <div className="grid gap-6">
            {stands.map(({ slug, name, hint, sendsEvents, mode, shipping, calls }) => (
              <div key={slug} className="grid gap-2">
                <SandboxSwitch
                  name={`mode-${slug}`}
                  label={name}
                  address={`/api/sandbox/operators/${slug}`}
                  field="mode"
                  choices={modes.filter((each) => sendsEvents || !each.ofEvents)}
                  current={mode}
                  button="Применить"
                />
                <p className="text-13 text-ink-2">{hint}</p>
                <SandboxSwitch
                  name={`delivery-${slug}`}
                  label={`${name}: новые заказы карт`}
                  address={`/api/sandbox/operators/${slug}/shipping`}
                  field="delivery"
                  choices={deliveries}
                  current={shipping?.delivery ?? 'whole'}
                  button="Применить"
                />
                <SandboxSwitch
                  name={`cancellation-${slug}`}
                  label={`${name}: отмена заказа`}
                  address={`/api/sandbox/operators/${slug}/shipping`}
                  field="cancellation"
                  choices={cancellations}
                  current={shipping?.cancellation ?? 'at-once'}
                  button="Применить"
                />
                <OperatorCalls name={name} slug={slug} calls={calls} timeZone={ctx.timeZone} />
              </div>
            ))}
          </div>
        </Section>
        <Section title="Платежи">
          <SandboxSwitch
            name="next"
            label="Следующий платёж"
            address="/api/sandbox/payments"
            field="next"
            choices={Object.entries(payments).map(([value, label]) => ({ value, label }))}
            current={next}
            button="Применить"
          />
        </Section>
        <Section title="Облако Эвотор">
          <div className="grid gap-4">
            <SandboxSwitch
              name="evotor-mode"
              label="Облако Эвотор"
              address="/api/sandbox/evotor"
              field="mode"
              choices={Object.entries(cloudModes).map(([value, label]) => ({ value, label }))}
              current={cloud}
              button="Применить"
            />
            <SandboxSwitch
              name="evotor-change"
              label="В облаке Эвотор"
              address={`/api/sandbox/evotor?organization=${ctx.organizationId}`}
              field="change"
              choices={Object.entries(cloudChanges).map(([value, label]) => ({ value, label }))}
              current="rename-terminal"
              button="Изменить"
            />
            {cloudToken === null ? null : (
              <p className="text-13 text-ink-2">
                Токен вашей организации в этом облаке: <span className="font-mono">{cloudToken}</span>{' '}
                <CopyButton value={cloudToken} label="Скопировать токен облака" />
                <br />
                Вставьте его в разделе <Link href="/terminals/import">«Импорт из облака Эвотор»</Link>.
              </p>
            )}
          </div>
        </Section>
        <Section title="Почта">
          <SandboxSwitch
            name="mail"
            label="Почтовый сервер"
            address="/api/sandbox/mail"
            field="mode"
            choices={mailModes}
            current={mail}
            button="Применить"
          />
          <p className="mt-2 text-13 text-ink-2">
            Адрес, который начинается на bounce или full, вернёт письмо; на unknown — не примет его.
          </p>
          <p className="mt-2">
            <Link href="/sandbox/inbox">Письма, которые ушли из кабинета</Link>
          </p>
        </Section>
        <Section title="Виртуальная касса">
          <p className="max-w-[60ch]">
            Касса в браузере: продажа и возврат, бумажный и электронный чек, работа без сети. Подключается
            кодом со страницы «Добавить кассу» и говорит с кабинетом только через Device API.
          </p>
          <p className="mt-2">
            <OpenTill label="Открыть виртуальную кассу" till={{}} />
          </p>
        </Section>
        <Section title="Элементы экрана">
          <p>
            <Link href="/ui">Все элементы во всех состояниях</Link>
          </p>
        </Section>
      </div>
    </>
  );
}
