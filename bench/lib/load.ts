import autocannon, { type Request } from 'autocannon';
import { Refusal } from '../../scripts/lib/say.mjs';
import { cpuMs } from './machine';
import { median, quantile } from './statistics';

export interface Target {
  readonly url: string;
  readonly cookie: string;
  /** what a connection asks for in turn, over and over, instead of the page; asked for at the start of each round */
  readonly turns?: (connection: number) => readonly Request[];
  /** what an answer may be, 200 if nothing is said */
  readonly statuses?: readonly number[];
  /** the server's process, for its processor time */
  readonly pid: number;
}

export interface Round {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** processor time of the server for one answer; what else runs on the machine hardly touches it */
  readonly cpuMs: number;
}

/** Asks for one page over and over; any answer but the expected ends the measuring. */
async function round(
  { url, cookie, pid, turns, statuses = [200] }: Target,
  connections: number,
  seconds: number,
): Promise<Round> {
  const took: number[] = [];
  const wrong = new Map<string, number>();
  const note = (what: string) => wrong.set(what, (wrong.get(what) ?? 0) + 1);
  let begun = 0;
  const run = autocannon({
    url,
    connections,
    duration: seconds,
    headers: { cookie },
    ...(turns && { setupClient: (client) => client.setRequests(turns(begun++)) }),
  });
  const before = cpuMs(pid) ?? Number.NaN;
  run.on('response', (_client, status, _bytes, tookMs) => {
    if (statuses.includes(status)) took.push(tookMs);
    else note(`ответ ${status}`);
  });
  run.on('reqError', (error) => note(error.message));
  const { duration } = await run;
  if (wrong.size > 0 || took.length === 0) {
    const told = [...wrong].map(([what, times]) => `${what}: ${times}`).join('\n');
    throw new Refusal(`Страница ${url} под нагрузкой отвечает не всегда.`, told);
  }
  const used = (cpuMs(pid) ?? Number.NaN) - before;
  return {
    perSecond: took.length / duration,
    p50Ms: quantile(took, 0.5),
    p95Ms: quantile(took, 0.95),
    cpuMs: used / took.length,
  };
}

export interface Plan {
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly roundSeconds: number;
  readonly rounds: number;
}

/** A B A B …, each warmed up first; of each target the medians over its rounds. */
export async function alternate(targets: readonly Target[], plan: Plan): Promise<Round[]> {
  for (const target of targets) await round(target, plan.connections, plan.warmUpSeconds);
  const rounds: Round[][] = targets.map(() => []);
  for (let turn = 0; turn < plan.rounds; turn += 1) {
    for (const [index, target] of targets.entries()) {
      rounds[index]?.push(await round(target, plan.connections, plan.roundSeconds));
    }
  }
  return rounds.map((of) => ({
    perSecond: median(of.map((each) => each.perSecond)),
    p50Ms: median(of.map((each) => each.p50Ms)),
    p95Ms: median(of.map((each) => each.p95Ms)),
    cpuMs: median(of.map((each) => each.cpuMs)),
  }));
}
