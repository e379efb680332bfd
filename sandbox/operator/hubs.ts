import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Call, Route } from '../kit';
import type { Handled } from './faults';
import type { Logged } from './log';
import type { HubApi, OperatorStore } from './memory';
import { tmfError } from './tmf';

const hubSchema = z.object({ callback: z.url({ protocol: /^https?$/ }), query: z.string().default('') });

/** The hub of a TM Forum API: where its events are sent to. */
export function hubRoutes(parts: {
  store: OperatorStore;
  logged: Logged;
  root: string;
  api: HubApi;
}): Route[] {
  const { store, logged, root, api } = parts;

  const subscribe = ({ json }: Call): Handled => {
    const wanted = hubSchema.safeParse(json).data;
    if (!wanted) return { reply: tmfError(400, 'Поле callback: адрес http или https') };
    const known = [...store.hubs.values()].find((hub) => hub.api === api && hub.callback === wanted.callback);
    const hub = known ?? { id: randomUUID(), api, ...wanted };
    if (!known) store.hubs.put(hub);
    return {
      reply: { status: 201, headers: { Location: `${root}/hub/${hub.id}` }, body: hub },
      effect: !known,
    };
  };

  const unsubscribe = ({ params }: Call): Handled => {
    const hub = store.hubs.get(params.id ?? '');
    if (hub?.api !== api) return { reply: tmfError(404, 'Подписка не найдена') };
    store.hubs.remove(hub.id);
    return { reply: { status: 204 }, effect: true };
  };

  return [
    ['POST', `${root}/hub`, logged(subscribe)],
    ['DELETE', `${root}/hub/:id`, logged(unsubscribe)],
  ];
}
