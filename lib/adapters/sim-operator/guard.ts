import { setTimeout as sleep } from 'node:timers/promises';
import type { OperatorUnavailable, SimOperator } from '@/lib/sim-cards/operator.port';

export interface GuardLimits {
  /** calls under way at once */
  readonly concurrency: number;
  readonly perSecond: number;
  /** for how long an operator that answers nothing is not called */
  readonly pauseMs: number;
}

/** Time as the guard sees it. */
export interface GuardTime {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
  /** 0…1 */
  readonly chance: () => number;
}

/** So many calls in a row without an answer open the breaker. */
const FAILURES = 10;
const RETRIES = 2;
const RETRY_MS = 100;
/** A call that has failed slower than this is not repeated here: its caller has waited enough. */
const QUICK_MS = 1_000;

const PUT_OFF: OperatorUnavailable = {
  kind: 'unavailable',
  detail: 'оператор не отвечает, вызов отложен',
};

const realTime: GuardTime = { now: () => performance.now(), wait: sleep, chance: Math.random };

const isFailure = (reply: { kind: string; answered?: boolean }) =>
  reply.kind === 'unavailable' && reply.answered !== true;

/**
 * What protects an operator from us, and us from an operator that is down. Of one process: at most `concurrency` calls
 * at once and `perSecond` a second; a call that fails quickly is repeated twice with growing, scattered pauses; after
 * ten failures in a row nothing is called for `pauseMs`, then a single call tries whether the operator is back.
 */
export class OperatorGuard {
  #underWay = 0;
  readonly #queue: (() => void)[] = [];
  #nextAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #closedUntil = Number.NEGATIVE_INFINITY;
  #isTrying = false;

  constructor(
    private readonly limits: GuardLimits,
    private readonly time: GuardTime = realTime,
  ) {}

  async call<Reply extends { kind: string; answered?: boolean }>(
    work: () => Promise<Reply>,
  ): Promise<Reply | OperatorUnavailable> {
    const { now, wait, chance } = this.time;
    for (let retry = 0; ; retry += 1) {
      const since = now();
      const reply = await this.#once(work);
      if (!isFailure(reply) || retry === RETRIES || now() - since > QUICK_MS || this.#isOpen()) return reply;
      await wait(RETRY_MS * 2 ** retry * (0.5 + chance()));
    }
  }

  async #once<Reply extends { kind: string; answered?: boolean }>(
    work: () => Promise<Reply>,
  ): Promise<Reply | OperatorUnavailable> {
    if (this.#isOpen()) return PUT_OFF;
    await this.#enter();
    if (this.#isOpen()) {
      this.#leave();
      return PUT_OFF;
    }
    const isTrial = this.#failures >= FAILURES;
    this.#isTrying ||= isTrial;
    try {
      const reply = await work();
      this.#learn(isFailure(reply));
      return reply;
    } catch (error) {
      this.#learn(true);
      throw error;
    } finally {
      if (isTrial) this.#isTrying = false;
      this.#leave();
    }
  }

  #isOpen(): boolean {
    return this.#failures >= FAILURES && (this.#isTrying || this.time.now() < this.#closedUntil);
  }

  #learn(failed: boolean): void {
    this.#failures = failed ? this.#failures + 1 : 0;
    if (this.#failures < FAILURES) return;
    this.#closedUntil = this.time.now() + this.limits.pauseMs * (0.75 + 0.5 * this.time.chance());
  }

  async #enter(): Promise<void> {
    if (this.#underWay >= this.limits.concurrency) {
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    } else {
      this.#underWay += 1;
    }
    const now = this.time.now();
    const stepMs = 1000 / this.limits.perSecond;
    const startAt = Math.max(this.#nextAt, now - stepMs * this.limits.concurrency);
    this.#nextAt = startAt + stepMs;
    if (startAt > now) await this.time.wait(startAt - now);
  }

  /** Whoever waits takes the place over. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#underWay -= 1;
  }
}

/** The same operator behind a guard; events come from outside and are only read. */
export const guardedOperator = (operator: SimOperator, guard: OperatorGuard): SimOperator => ({
  request: (operation) => guard.call(() => operator.request(operation)),
  check: (reference) => guard.call(() => operator.check(reference)),
  inspect: (iccid) => guard.call(() => operator.inspect(iccid)),
  list: (after) => guard.call(() => operator.list(after)),
  usage: (iccid, month) => guard.call(() => operator.usage(iccid, month)),
  lockImei: (lock) => guard.call(() => operator.lockImei(lock)),
  subscribe: (callbackUrl) => operator.subscribe(callbackUrl),
  readEvent: (headers, rawBody, nowMs) => operator.readEvent(headers, rawBody, nowMs),
});
