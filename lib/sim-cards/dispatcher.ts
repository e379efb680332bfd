import { randomUUID } from 'node:crypto';
import type { Clock } from '@/lib/core/clock';
import type { Db } from '@/lib/platform/db';
import { contextFor, jobActor } from '@/lib/platform/job-context';
import { log } from '@/lib/platform/log';
import { recordReplies } from './commands/record-replies';
import { HOLD_MS, holdOperator, releaseOperator, returnOperations, takeOverLeases } from './dispatch.store';
import { sendsRequest } from './operation.rule';
import { type DueOperation, nextDueAt, takeDueOperations } from './operation.store';
import type { OperatorReply, SimOperator } from './operator.port';
import { wakeOperatorLater } from './wake';

/** Results are written together at most this late: one commit for many cards. */
const GROUP_MS = 100;
const GROUP_SIZE = 200;
/** Longer than a call to an operator can take with its retries. */
const LEASE_MS = 60_000;
/** A run makes way for other tasks of its worker after this. */
const RUN_MS = 60_000;
/** An operator that answers nothing is left alone for this long. */
const REST_MS = 5_000;
/** Operations that are due and locked by someone else are looked for at this pace. */
const IDLE_RUNS = 3;
const IDLE_MS = 1_000;

export interface DispatchWork {
  readonly db: Db;
  readonly clock: Clock;
  readonly operatorSlug: string;
  /** null: we are not connected to it any more */
  readonly operator: SimOperator | null;
  /** calls under way at once */
  readonly concurrency: number;
  /** ends the run after what is under way */
  readonly stopping?: AbortSignal;
  /** 0…1 */
  readonly chance?: () => number;
}

/** One step of an operation at its operator: sends it, or asks how it stands. */
export async function askOperator(
  operation: Pick<DueOperation, 'id' | 'iccid' | 'action'> & Parameters<typeof sendsRequest>[0],
  operator: SimOperator | null,
  now: Date,
): Promise<OperatorReply> {
  if (!operator) return { kind: 'unavailable', detail: 'оператор не подключён' };
  if (operation.reference === null || sendsRequest(operation, now)) {
    const { id: operationId, iccid, action } = operation;
    return operator.request({ operationId, iccid, action });
  }
  return operator.check(operation.reference);
}

/**
 * Carries out what is due at one operator, `concurrency` calls at a time, until nothing is, and plans when to look
 * again. One run at a time has the operator, on whichever worker, so its limits hold for all of them; calls are made
 * outside of any transaction with the operation's id as idempotency key, so whatever a run that died left behind is
 * simply asked again by the next one.
 */
export async function dispatchOperations(work: DispatchWork): Promise<void> {
  const { db, clock, operatorSlug, stopping } = work;
  const holder = randomUUID();
  for (let idleRuns = 0; ;) {
    if (!(await holdOperator(db, operatorSlug, holder))) {
      await wakeOperatorLater(db, operatorSlug, HOLD_MS);
      return;
    }
    const { taken, restMs } = await new Run(work, holder).toTheEnd();
    await releaseOperator(db, operatorSlug, holder);
    idleRuns = taken === 0 ? idleRuns + 1 : 0;
    // What was asked for meanwhile has woken a run that found the operator taken: look once more.
    const next = await nextDueAt(db, operatorSlug);
    if (next === null) return;
    const pauseMs = idleRuns < IDLE_RUNS ? restMs : IDLE_MS;
    const dueInMs = Math.max(pauseMs, next.getTime() - clock.now().getTime());
    if (dueInMs > 0 || stopping?.aborted) {
      await wakeOperatorLater(db, operatorSlug, dueInMs);
      return;
    }
  }
}

const isSilence = (reply: OperatorReply): boolean => reply.kind === 'unavailable' && reply.answered !== true;

interface Answered {
  readonly operation: DueOperation;
  readonly reply: OperatorReply;
}

/** One hold of an operator: taking, calling and writing go on side by side. */
class Run {
  readonly #startedAt = performance.now();
  readonly #taken: DueOperation[] = [];
  #takenInAll = 0;
  #calls = 0;
  #answered: Answered[] = [];
  #oldestAnswerAt = 0;
  #unansweredInARow = 0;
  #drainedAt = Number.NEGATIVE_INFINITY;
  #heldAt = performance.now();
  #isHeld = true;
  #busy = new Set<'taking' | 'writing' | 'holding'>();
  #failure: { readonly error: unknown } | null = null;
  #wake: () => void = () => undefined;

  constructor(
    private readonly work: DispatchWork,
    private readonly holder: string,
  ) {}

  /** @returns how many operations were taken, and for how long the operator is to be left alone */
  async toTheEnd(): Promise<{ readonly taken: number; readonly restMs: number }> {
    const { db, clock, operatorSlug } = this.work;
    await takeOverLeases(db, operatorSlug, this.holder, clock.now());
    for (;;) {
      this.#aside('holding', this.#heldAt + HOLD_MS / 4 < performance.now(), () => this.#keep());
      this.#aside('taking', this.#wantsMore(), () => this.#take());
      this.#aside('writing', this.#hasGroup(), () => this.#write());
      while (this.#goesOn() && this.#calls < this.work.concurrency && this.#taken.length > 0) this.#call();
      if (this.#calls === 0 && this.#busy.size === 0 && this.#answered.length === 0 && !this.#wantsMore())
        break;
      await this.#somethingHappens();
    }
    await returnOperations(
      db,
      this.holder,
      this.#taken.map(({ id }) => id),
      clock.now(),
    );
    if (this.#failure) throw this.#failure.error;
    return { taken: this.#takenInAll, restMs: this.#isSilent() ? REST_MS : 0 };
  }

  #isSilent(): boolean {
    return this.#unansweredInARow >= 2 * this.work.concurrency;
  }

  #goesOn(): boolean {
    if (this.work.stopping?.aborted || !this.#isHeld || this.#failure || this.#isSilent()) return false;
    return performance.now() - this.#startedAt < RUN_MS;
  }

  /** Looks into the queue ahead of the calls; an empty one again only after a while, as long as calls go on. */
  #wantsMore(): boolean {
    if (!this.#goesOn() || this.#taken.length >= this.work.concurrency) return false;
    if (this.#drainedAt === Number.NEGATIVE_INFINITY) return true;
    return this.#calls > 0 && performance.now() - this.#drainedAt >= GROUP_MS;
  }

  #hasGroup(): boolean {
    const count = this.#answered.length;
    if (count === 0) return false;
    const isLast = this.#calls === 0 && this.#taken.length === 0;
    return isLast || count >= GROUP_SIZE || performance.now() - this.#oldestAnswerAt >= GROUP_MS;
  }

  /** Starts work that goes on beside the calls, one of its kind at a time. */
  #aside(kind: 'taking' | 'writing' | 'holding', wanted: boolean, work: () => Promise<void>): void {
    if (!wanted || this.#busy.has(kind)) return;
    this.#busy.add(kind);
    work()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#busy.delete(kind);
        this.#wake();
      });
  }

  async #keep(): Promise<void> {
    this.#isHeld = await holdOperator(this.work.db, this.work.operatorSlug, this.holder);
    this.#heldAt = performance.now();
  }

  async #take(): Promise<void> {
    const { db, clock, operatorSlug, concurrency } = this.work;
    const limit = 2 * concurrency;
    const lease = { operatorSlug, holder: this.holder, now: clock.now(), leaseMs: LEASE_MS };
    const due = await takeDueOperations(db, { ...lease, limit });
    this.#taken.push(...due);
    this.#takenInAll += due.length;
    this.#drainedAt = due.length < limit ? performance.now() : Number.NEGATIVE_INFINITY;
  }

  #call(): void {
    const operation = this.#taken.shift();
    if (!operation) return;
    this.#calls += 1;
    askOperator(operation, this.work.operator, this.work.clock.now())
      .catch((error: unknown): OperatorReply => {
        const reference = log.error('a call to an operator broke', error, { operationId: operation.id });
        return { kind: 'unavailable', detail: reference };
      })
      .then((reply) => {
        if (this.#answered.length === 0) this.#oldestAnswerAt = performance.now();
        this.#answered.push({ operation, reply });
        this.#unansweredInARow = isSilence(reply) ? this.#unansweredInARow + 1 : 0;
      })
      .finally(() => {
        this.#calls -= 1;
        this.#wake();
      })
      .catch((error: unknown) => {
        this.#failure ??= { error };
      });
  }

  async #write(): Promise<void> {
    const group = this.#answered;
    this.#answered = [];
    const { db, clock, chance = Math.random } = this.work;
    for (const [organizationId, answers] of byOrganization(group)) {
      const timeZone = answers[0]?.operation.timeZone ?? '';
      const replies = answers.map(({ operation, reply }) => ({
        operationId: operation.id,
        reply,
        chance: chance(),
      }));
      try {
        await recordReplies(contextFor({ db, clock, actor: jobActor, organizationId, timeZone }), replies);
      } catch (error) {
        // They are asked about again when their lease ends; other organizations do not wait for that.
        log.error('replies of an operator could not be written', error, { organizationId });
        this.#failure ??= { error };
      }
    }
  }

  /**
   * An answer, or the moment when those that have gathered are to be written and the hold renewed: whichever is first.
   * The second is no event but a deadline, also while every call hangs, so a timer is the thing itself.
   */
  #somethingHappens(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, GROUP_MS / 4);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function byOrganization(answers: readonly Answered[]): Map<string, Answered[]> {
  const groups = new Map<string, Answered[]>();
  for (const answer of answers) {
    const { organizationId } = answer.operation;
    const group = groups.get(organizationId);
    if (group) group.push(answer);
    else groups.set(organizationId, [answer]);
  }
  return groups;
}
