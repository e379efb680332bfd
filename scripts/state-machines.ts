import { orderMachine } from '@/lib/card-orders/order-state.rule';
import { paymentMachine, refundMachine } from '@/lib/billing/payment.rule';
import { installationTable } from '@/lib/installations/installation-state.rule';
import { bulkItemMachine, bulkMachine } from '@/lib/sim-cards/bulk/bulk-state.rule';
import { simCardMachine } from '@/lib/sim-cards/card-state.rule';
import { operationMachine } from '@/lib/sim-cards/operation.rule';
import { letterMachine } from '@/lib/receipts/letter-state.rule';
import { subscriptionMachine } from '@/lib/subscriptions/renewal.rule';

type Machine = Readonly<Record<string, Readonly<Partial<Record<string, string | null>>>>>;

interface Drawing {
  readonly title: string;
  readonly file: string;
  readonly note?: string;
  readonly machine: Machine;
}

const drawings: readonly Drawing[] = [
  {
    title: 'Smart card',
    file: 'lib/sim-cards/card-state.rule.ts',
    note: '`FORMER` is the state that the card had when the operation was asked for. `LATE_…`: the operator confirmed after the time-out. `REPORTED_…`: a comparison with the cards of the operator has shown it. `…_HELD`: switched off by the system, for a reason that will pass. `RELEASED`: nothing will bring it back by itself.',
    machine: simCardMachine,
  },
  {
    title: 'Operation at an operator',
    file: 'lib/sim-cards/operation.rule.ts',
    note: 'What is not drawn changes nothing: a repeat, a message out of order.',
    machine: operationMachine,
  },
  { title: 'List of smart cards', file: 'lib/sim-cards/bulk/bulk-state.rule.ts', machine: bulkMachine },
  {
    title: 'Card of a list',
    file: 'lib/sim-cards/bulk/bulk-state.rule.ts',
    note: '`REFUSED` and `LEFT`: nothing was asked of the operator, nothing was charged.',
    machine: bulkItemMachine,
  },
  {
    title: 'Order of smart cards',
    file: 'lib/card-orders/order-state.rule.ts',
    note: 'Whether it is paid is a field of its own: `UNPAID`, `PAID`, `PARTLY_REFUNDED`, `REFUNDED`.',
    machine: orderMachine,
  },
  {
    title: 'Payment',
    file: 'lib/billing/payment.rule.ts',
    note: 'A late success is money received; nothing takes a success back. Refunds are kept apart.',
    machine: paymentMachine,
  },
  { title: 'Refund of a payment', file: 'lib/billing/payment.rule.ts', machine: refundMachine },
  { title: 'Subscription', file: 'lib/subscriptions/renewal.rule.ts', machine: subscriptionMachine },
  {
    title: 'Letter with a receipt',
    file: 'lib/receipts/letter-state.rule.ts',
    note: '`LATER`: the mail server is away, says 4xx, or its answer was lost. `DELIVERED`, `RETURNED`: a report of a mail server. The receipt shows the state of its latest letter.',
    machine: letterMachine,
  },
  {
    title: 'Installation of a module',
    file: 'lib/installations/installation-state.rule.ts',
    machine: installationTable,
  },
];

function draw({ title, file, note, machine }: Drawing): string {
  const arrows = Object.entries(machine).flatMap(([state, events]) =>
    Object.entries(events).flatMap(([event, next]) => (next ? [`  ${state} --> ${next}: ${event}`] : [])),
  );
  const lonely = Object.keys(machine)
    .filter((state) => !arrows.some((arrow) => arrow.split(/[ :]+/).includes(state)))
    .map((state) => `  ${state}`);
  return [
    `## ${title}`,
    `\`${file}\``,
    ...(note ? [note] : []),
    ['```mermaid', 'stateDiagram-v2', ...arrows, ...lonely, '```'].join('\n'),
  ].join('\n\n');
}

/** The page docs/state-machines.md: every state table of the product, drawn from the code. */
export const stateMachinesPage = (): string =>
  [
    '# State machines',
    'Drawn from the tables that are the only way to write these states. A test compares this page with them; `npx vitest run --project unit scripts/state-machines -u` draws it anew.',
    ...drawings.map(draw),
  ].join('\n\n') + '\n';
