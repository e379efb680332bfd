import { isId } from '@/lib/core/ids';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { contextFor } from '@/lib/platform/job-context';
import { log } from '@/lib/platform/log';
import { simOperator } from '@/lib/platform/ports';
import type { Acceptance, SignedMessage } from '@/lib/platform/webhook-route';
import { type EndingEvent, takeOperatorEvents } from './commands/take-operator-events';
import { isSettled, wantedState } from './operation.rule';
import { type NamedOperation, namedOperations } from './operation.store';
import type { OperatorEvent } from './operator.port';

/**
 * A message that an operator has sent to our address. UNKNOWN_OPERATOR: we are not connected to it; REFUSED: the
 * signature, its age or the shape is wrong; TAKEN: written, also for repeats and for what concerns no operation of ours.
 */
export async function acceptOperatorEvent(operatorSlug: string, message: SignedMessage): Promise<Acceptance> {
  const operator = simOperator(operatorSlug);
  if (!operator) return 'UNKNOWN_OPERATOR';
  const event = operator.readEvent(message.headers, message.rawBody, message.nowMs);
  if (!event) {
    log.info('operator event refused', { operator: operatorSlug });
    return 'REFUSED';
  }
  if (event.outcome !== 'IN_PROGRESS') await inboxOf(operatorSlug).take(event);
  return 'TAKEN';
}

const GROUP_SIZE = 200;

interface Waiting {
  readonly event: OperatorEvent;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** What arrives while earlier messages are being written is written together after them. */
class Inbox {
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(private readonly operatorSlug: string) {}

  take(event: OperatorEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, done: resolve, failed: reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.slice(0, GROUP_SIZE);
      this.#waiting = this.#waiting.slice(GROUP_SIZE);
      try {
        await writeGroup(this.operatorSlug, group);
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.#isWriting = false;
  }
}

const inboxes = new Map<string, Inbox>();

function inboxOf(operatorSlug: string): Inbox {
  const inbox = inboxes.get(operatorSlug) ?? new Inbox(operatorSlug);
  inboxes.set(operatorSlug, inbox);
  return inbox;
}

/** One transaction per organization; an organization whose writing fails is told again by the operator. */
async function writeGroup(operatorSlug: string, group: readonly Waiting[]): Promise<void> {
  const client = db();
  const find = await operationsOf(
    operatorSlug,
    group.map(({ event }) => event),
  );
  const byOrganization = new Map<string, { operation: NamedOperation; waiting: Waiting }[]>();
  for (const waiting of group) {
    const operation = find(waiting.event);
    if (!operation || isSettled(operation.state) || !isOfInterest(operation, waiting.event)) {
      waiting.done();
      continue;
    }
    const others = byOrganization.get(operation.organizationId) ?? [];
    byOrganization.set(operation.organizationId, [...others, { operation, waiting }]);
  }
  if (byOrganization.size === 0) return;
  const clock = await productClock(client);
  for (const [organizationId, entries] of byOrganization) {
    const { timeZone, operatorName } = entries[0]?.operation ?? { timeZone: '', operatorName: '' };
    const actor = { kind: 'OPERATOR', id: operatorSlug, name: `Оператор ${operatorName}` } as const;
    const ctx = contextFor({ db: client, clock, actor, organizationId, timeZone });
    const events = entries.map(({ operation, waiting: { event } }) => endingEvent(operation.id, event));
    try {
      await takeOperatorEvents(ctx, { operatorSlug, events });
      for (const { waiting } of entries) waiting.done();
    } catch (error) {
      for (const { waiting } of entries) waiting.failed(error);
    }
  }
}

/** A card that has become something else is on its way: its operation is not over. */
const isOfInterest = ({ action }: NamedOperation, { cardState }: OperatorEvent): boolean =>
  cardState === null || cardState === wantedState[action];

const endingEvent = (operationId: string, { eventId, outcome, reason }: OperatorEvent): EndingEvent => ({
  eventId,
  operationId,
  outcome: outcome === 'REJECTED' ? 'REJECTED' : 'COMPLETED',
  reason,
});

/** An operator speaks of its own cards only. */
async function operationsOf(
  operatorSlug: string,
  events: readonly OperatorEvent[],
): Promise<(event: OperatorEvent) => NamedOperation | undefined> {
  const ids = events.flatMap(({ operationId }) =>
    operationId !== null && isId(operationId) ? operationId : [],
  );
  const references = events.flatMap(({ operationId, reference }) =>
    operationId === null && reference !== null ? reference : [],
  );
  const found = await namedOperations(db(), operatorSlug, { ids, references });
  const byId = new Map(found.map((operation) => [operation.id, operation]));
  const byReference = new Map(found.map((operation) => [operation.reference, operation]));
  return ({ operationId, reference }) => {
    if (operationId !== null && isId(operationId)) return byId.get(operationId);
    return reference === null ? undefined : byReference.get(reference);
  };
}
