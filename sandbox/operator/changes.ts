import { randomUUID } from 'node:crypto';
import type { Faults } from './faults';
import type { Schedule } from './schedule';
import type { Card, Change, Operation, OperatorStore } from './memory';

/**
 * - `taken`: accepted, or done at once; `isNew` false: the same request has come before.
 * - `conflict`: the key belongs to another request. `closed`: a terminated card stays so.
 */
export type Taken =
  | { kind: 'unknown' }
  | { kind: 'conflict' }
  | { kind: 'closed' }
  | { kind: 'taken'; operation: Operation; card: Card; isNew: boolean };

const isSame = (one: Change, other: Change) => JSON.stringify(one) === JSON.stringify(other);

/** Is the card as wanted? */
const isDone = (card: Card, change: Change) =>
  'state' in change ? card.state === change.state : card.imeiLock === change.imeiLock;

/** The changes of cards, whatever protocol they were asked for in. */
export function createChanges(parts: {
  store: OperatorStore;
  faults: Faults;
  schedule: Schedule;
  announce: (operation: Operation, card: Card) => void;
}) {
  const { store, faults, schedule, announce } = parts;
  const byKey = new Map([...store.operations.values()].map((each) => [each.key, each]));
  const openByIccid = new Map<string, number>();
  const countOpen = ({ iccid }: Operation, by: number) => {
    const count = (openByIccid.get(iccid) ?? 0) + by;
    if (count > 0) openByIccid.set(iccid, count);
    else openByIccid.delete(iccid);
  };

  const carryOut = (card: Card, change: Change) => {
    if ('imeiLock' in change) {
      card.imeiLock = change.imeiLock;
    } else if (card.state !== change.state) {
      if (change.state === 'active') {
        if (card.state === 'ready') card.usedFrom = store.today();
        card.usedTo = null;
      } else if (card.state === 'active') {
        card.usedTo = store.today();
      }
      card.state = change.state;
      card.changes += 1;
    }
    store.cards.put(card);
  };

  const finish = (operation: Operation) => {
    if (operation.status !== 'InProgress') return;
    const card = store.cards.get(operation.iccid);
    operation.status = operation.mode === 'reject' || !card ? 'InError' : 'Completed';
    operation.dueAt = null;
    countOpen(operation, -1);
    if (operation.status === 'Completed' && card) carryOut(card, operation.change);
    store.operations.put(operation);
    if (card && !operation.atOnce) announce(operation, card);
  };

  const wait = (operation: Operation) => {
    schedule.at(operation, () => {
      finish(operation);
    });
  };

  for (const operation of store.operations.values()) {
    if (operation.status === 'InProgress') countOpen(operation, 1);
  }

  return {
    request(iccid: string, key: string, change: Change): Taken {
      const known = store.cards.get(iccid);
      const earlier = byKey.get(key);
      if (earlier) {
        const isRepeat = earlier.iccid === iccid && isSame(earlier.change, change);
        if (!isRepeat || !known) return { kind: 'conflict' };
        return { kind: 'taken', operation: earlier, card: known, isNew: false };
      }
      const isOurs = /^\d{18,22}$/.test(iccid) && iccid.startsWith(store.config.iccidPrefix);
      if (!known && !isOurs) return { kind: 'unknown' };
      const card = known ?? store.addCard(iccid);
      if (card.state === 'terminated' && !isDone(card, change)) return { kind: 'closed' };

      const { mode } = store.meta;
      const already = isDone(card, change) && !openByIccid.has(iccid);
      const held = mode === 'silent' || mode === 'late-callback' || mode === 'reject';
      const operation: Operation = {
        id: randomUUID(),
        key,
        iccid,
        change,
        status: already ? 'Completed' : 'InProgress',
        atOnce: already || (store.meta.settings.synchronous && !held),
        mode,
        createdAt: new Date().toISOString(),
        dueAt: already ? null : faults.resultDueAt(),
      };
      byKey.set(key, operation);
      store.operations.put(operation);
      if (!already) {
        countOpen(operation, 1);
        if (operation.atOnce) finish(operation);
        else wait(operation);
      }
      return { kind: 'taken', operation, card, isNew: !already };
    },
    /** Goes on after a start, an outage or a silence. */
    resume() {
      for (const operation of store.operations.values()) {
        if (operation.status !== 'InProgress') continue;
        if (operation.dueAt === null && store.meta.mode === 'normal') {
          operation.dueAt = Date.now();
          operation.mode = 'normal';
          store.operations.put(operation);
        }
        wait(operation);
      }
    },
  };
}

export type Changes = ReturnType<typeof createChanges>;
