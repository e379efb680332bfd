import type { OperatorStore } from './memory';

export type Scheduled = { id: string; dueAt: number | null };

/** Does things when they are due; while the operator is down nothing happens, `resume` takes it up again. */
export function createSchedule(store: OperatorStore) {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    at(item: Scheduled, act: () => void) {
      clearTimeout(timers.get(item.id));
      timers.delete(item.id);
      if (item.dueAt === null) return;
      const run = () => {
        timers.delete(item.id);
        if (store.meta.mode !== 'down') act();
      };
      timers.set(item.id, setTimeout(run, Math.max(0, item.dueAt - Date.now())));
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

export type Schedule = ReturnType<typeof createSchedule>;
