import { checkAddress } from './email-address.rule';
import type { OwnSetting, PrintMode } from './model';
import { inherit } from './receipt-setting.rule';

/** What many settings are to have. KEEP leaves a value as it is, INHERIT takes the own one away. */
export interface SettingChange {
  readonly printMode: PrintMode | 'INHERIT' | 'KEEP';
  readonly addressFrom: 'INHERIT' | 'NONE' | 'OWN' | 'KEEP';
  readonly defaultEmail: string;
}

export const changesNothing = ({ printMode, addressFrom }: SettingChange): boolean =>
  printMode === 'KEEP' && addressFrom === 'KEEP';

export interface SettingNode {
  readonly scope: 'STORE' | 'TERMINAL';
  readonly id: string;
  readonly name: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly own: OwnSetting;
  /** 0: nobody has set anything here yet */
  readonly version: number;
}

/** Settings of an organization, as far as a person sees them. */
export interface SettingTree {
  readonly organization: OwnSetting;
  readonly stores: readonly SettingNode[];
  readonly terminals: readonly SettingNode[];
}

export interface ChosenValues {
  readonly printMode: PrintMode;
  readonly defaultEmail: string | null;
}

export interface PlannedItem extends Omit<SettingNode, 'own' | 'version'> {
  readonly before: ChosenValues;
  readonly after: ChosenValues;
  /** terminals of this store that have nothing of their own and change with it */
  readonly following: number;
  /** what a person who agrees has seen: the version of the setting and what comes of it */
  readonly stamp: string;
}

export interface ChangePlan {
  readonly items: readonly PlannedItem[];
  /** of what was chosen, this much is so already */
  readonly already: number;
  /** terminals that will do something else, and all that were looked at */
  readonly terminals: { readonly changing: number; readonly total: number };
}

const nodesOf = ({ stores, terminals }: SettingTree): readonly SettingNode[] => [...stores, ...terminals];

function changedOwn(own: OwnSetting, change: SettingChange): OwnSetting {
  const { printMode, addressFrom, defaultEmail } = change;
  const address = checkAddress(defaultEmail);
  const from = {
    KEEP: own.defaultEmail,
    INHERIT: null,
    NONE: '',
    OWN: address.ok ? address.value : own.defaultEmail,
  };
  return {
    printMode: printMode === 'KEEP' ? own.printMode : printMode === 'INHERIT' ? null : printMode,
    defaultEmail: from[addressFrom],
  };
}

const isSame = (one: OwnSetting, other: OwnSetting): boolean =>
  one.printMode === other.printMode && one.defaultEmail === other.defaultEmail;

const isSameChosen = (one: ChosenValues, other: ChosenValues): boolean =>
  one.printMode === other.printMode && one.defaultEmail === other.defaultEmail;

function chosenOf({ organization, stores }: SettingTree, node: SettingNode): ChosenValues {
  const store = node.scope === 'STORE' ? node : stores.find(({ id }) => id === node.storeId);
  const { printMode, defaultEmail } = inherit([
    ['ORGANIZATION', organization],
    ['STORE', store?.own ?? null],
    ...(node.scope === 'TERMINAL' ? [['TERMINAL', node.own] as const] : []),
  ]);
  return { printMode: printMode.value, defaultEmail: defaultEmail.value };
}

/** The tree as it will be; `targets` are ids of stores and terminals. */
function changedTree(tree: SettingTree, targets: ReadonlySet<string>, change: SettingChange): SettingTree {
  const changed = (node: SettingNode): SettingNode =>
    targets.has(node.id) ? { ...node, own: changedOwn(node.own, change) } : node;
  return { ...tree, stores: tree.stores.map(changed), terminals: tree.terminals.map(changed) };
}

const stampOf = (version: number, { printMode, defaultEmail }: ChosenValues): string =>
  `${version}:${printMode}:${defaultEmail ?? ''}`;

/**
 * What the change would do to each of the targets, and to the terminals that follow them. The same function makes the
 * preview and what is carried out.
 */
export function planChange(
  tree: SettingTree,
  targets: ReadonlySet<string>,
  change: SettingChange,
): ChangePlan {
  const later = changedTree(tree, targets, change);
  const byId = new Map(nodesOf(later).map((node) => [node.id, node]));
  const moves = tree.terminals.map((terminal) => {
    const after = byId.get(terminal.id) ?? terminal;
    const isWritten = !isSame(terminal.own, after.own);
    return {
      storeId: terminal.storeId,
      isWritten,
      moves: !isSameChosen(chosenOf(tree, terminal), chosenOf(later, after)),
    };
  });
  const chosen = nodesOf(tree).filter(({ id }) => targets.has(id));
  const items = chosen.flatMap((node): PlannedItem[] => {
    const next = byId.get(node.id) ?? node;
    if (isSame(node.own, next.own)) return [];
    const { own: _, version, ...named } = node;
    const after = chosenOf(later, next);
    const followers = moves.filter((each) => each.moves && !each.isWritten && each.storeId === node.id);
    return [
      {
        ...named,
        before: chosenOf(tree, node),
        after,
        following: node.scope === 'STORE' ? followers.length : 0,
        stamp: stampOf(version, after),
      },
    ];
  });
  return {
    items,
    already: chosen.length - items.length,
    terminals: { changing: moves.filter((each) => each.moves).length, total: tree.terminals.length },
  };
}

/** DONE: written. ALREADY: it was so. CHANGED: somebody else was first, nothing was written. MISSING: not there. */
export type ItemOutcome = 'DONE' | 'ALREADY' | 'CHANGED' | 'MISSING';

export interface AgreedChange {
  readonly outcomes: ReadonlyMap<string, ItemOutcome>;
  /** what to write */
  readonly own: ReadonlyMap<string, OwnSetting>;
}

/**
 * Of what a person has seen (id → stamp) exactly what still comes out as it was shown; what does not is left alone, and
 * so is what would come out differently because of that.
 */
export function agreedChange(
  tree: SettingTree,
  targets: ReadonlySet<string>,
  change: SettingChange,
  seen: ReadonlyMap<string, string>,
): AgreedChange {
  let agreed = new Set([...seen.keys()].filter((id) => targets.has(id)));
  const outcomes = new Map<string, ItemOutcome>(
    [...seen.keys()].filter((id) => !targets.has(id)).map((id) => [id, 'MISSING']),
  );
  for (;;) {
    const { items } = planChange(tree, agreed, change);
    const other = items.filter(({ id, stamp }) => seen.get(id) !== stamp).map(({ id }) => id);
    if (other.length === 0) {
      const written = new Set(items.map(({ id }) => id));
      for (const id of agreed) outcomes.set(id, written.has(id) ? 'DONE' : 'ALREADY');
      const nodes = nodesOf(tree).filter(({ id }) => written.has(id));
      return { outcomes, own: new Map(nodes.map(({ id, own }) => [id, changedOwn(own, change)])) };
    }
    for (const id of other) outcomes.set(id, 'CHANGED');
    agreed = new Set([...agreed].filter((id) => !other.includes(id)));
  }
}
