import type { InstallationState } from '@/lib/installations/model';
import type { PosVersionVerdict } from '@/lib/terminals/pos-version.rule';
import type { Readiness, ReadinessItem, ReadinessStatus, ReadinessSummary } from './model';

export interface ModuleFact {
  readonly slug: string;
  readonly name: string;
  /** a kit or plan that contains it is paid on this terminal, or it is free */
  readonly entitled: boolean;
  /** on this terminal; null: not there */
  readonly state: InstallationState | null;
}

export interface ReadinessFacts {
  readonly module: ModuleFact;
  /** what it requires, dependencies first */
  readonly required: readonly ModuleFact[];
  /** modules on this terminal that do not go together with it */
  readonly conflicting: readonly { readonly slug: string; readonly name: string }[];
  /** kits that give the entitlement, the cheapest first */
  readonly kits: readonly string[];
  readonly hasDefaultEmail: boolean;
  /** the owner of the default address has agreed */
  readonly addressConfirmed: boolean;
  readonly version: PosVersionVerdict;
  readonly autonomous: boolean;
}

function installed({ state }: ModuleFact): ReadinessStatus {
  if (state === 'INSTALLED' || state === 'REMOVING') return 'DONE';
  return state === 'REQUESTED' || state === 'WAITING_TERMINAL' ? 'WAITING' : 'MISSING';
}

const done = (isDone: boolean): ReadinessStatus => (isDone ? 'DONE' : 'MISSING');

function summaryOf(items: readonly ReadinessItem[]): ReadinessSummary {
  const has = (status: ReadinessStatus) => items.some((item) => item.status === status);
  if (has('MISSING')) return 'NOT_READY';
  if (has('WAITING')) return 'WAITING';
  return has('LIMITED') ? 'LIMITED' : 'READY';
}

/** What stands in the way goes before what it would be in the way of. */
function nextOf(items: readonly ReadinessItem[]): ReadinessItem | null {
  const open = items.filter((item) => item.status === 'MISSING');
  const [first] = open;
  if (first?.step !== 'MODULE') return first ?? null;
  return open.find((item) => item.step === 'CONFLICT') ?? first;
}

/**
 * What a terminal still needs to send receipts, in the order of the seed «Отправка чеков на e-mail»: kit → required
 * modules on this very terminal → the module → nothing it cannot stand with → version and consent, which only the
 * default address needs → connection to the ОФД → tape, always (notes of the seed).
 */
export function readiness(facts: ReadinessFacts): Readiness {
  const modules = [...facts.required, facts.module];
  const unpaid = modules.filter((module) => !module.entitled);
  const items: ReadinessItem[] = [
    {
      step: 'ENTITLEMENT',
      status: done(unpaid.length === 0),
      names: facts.kits,
    },
    ...facts.required.map((module): ReadinessItem => ({
      step: 'REQUIRED',
      status: installed(module),
      names: [module.name],
      installation: module.state,
      moduleSlugs: [module.slug],
    })),
    {
      step: 'MODULE',
      status: installed(facts.module),
      names: [facts.module.name],
      installation: facts.module.state,
      moduleSlugs: [facts.module.slug],
    },
    {
      step: 'CONFLICT',
      status: done(facts.conflicting.length === 0),
      names: facts.conflicting.map(({ name }) => name),
      moduleSlugs: facts.conflicting.map(({ slug }) => slug),
    },
    {
      step: 'VERSION',
      status: facts.version === 'OK' || !facts.hasDefaultEmail ? 'DONE' : 'LIMITED',
      names: [],
    },
    ...(facts.hasDefaultEmail
      ? [{ step: 'ADDRESS', status: facts.addressConfirmed ? 'DONE' : 'LIMITED', names: [] } as const]
      : []),
    { step: 'OFD', status: done(!facts.autonomous), names: [] },
    { step: 'PAPER', status: 'REMINDER', names: [] },
  ];
  return {
    summary: summaryOf(items),
    items,
    next: nextOf(items),
  };
}
