import { z } from 'zod';
import type { Route } from '../kit';
import { modeSchema, MODES, type Faults, type Mode } from './faults';
import { cardStates, settingsSchema, type LogEntry, type OperatorStore } from './memory';

const truthSchema = z
  .object({
    state: z.enum(cardStates),
    imei: z
      .string()
      .regex(/^\d{15}$/)
      .nullable(),
    imeiLock: z
      .string()
      .regex(/^\d{15}$/)
      .nullable(),
    lastTrafficAt: z.iso.datetime().nullable(),
    /** bytes by day, in place of what the operator makes of the card's number */
    usage: z.record(z.iso.date(), z.int().min(0)),
  })
  .partial();
const numberSchema = z.string().regex(/^\d{18,22}$/);
const inventorySchema = z.array(truthSchema.extend({ iccid: numberSchema, state: z.enum(cardStates) }));

/** `now`: what the operator's calendar shows from this moment on. */
const changeSchema = z.union([
  z.strictObject(settingsSchema.shape).partial(),
  z.strictObject({ now: z.iso.datetime() }),
]);

const bad = (error: string, known?: readonly string[]) => ({ status: 400, body: { error, known } });

/** The switches behind the operator's back: of no protocol, for people and tests. */
export function adminRoutes(parts: {
  store: OperatorStore;
  faults: Faults;
  entries: () => LogEntry[];
  setMode: (mode: Mode) => void;
}): Route[] {
  const { store, faults, entries, setMode } = parts;

  const putTruth = (iccid: string, truth: z.infer<typeof truthSchema>) => {
    const card = store.cards.get(iccid) ?? store.addCard(iccid);
    store.cards.put(Object.assign(card, truth));
    return card;
  };

  const readCard = (iccid = '') => {
    const card = store.cards.get(iccid);
    return card ? { status: 200, body: card } : { status: 404, body: { error: 'unknown' } };
  };

  return [
    ['GET', '/sandbox/mode', () => ({ status: 200, body: { mode: store.meta.mode } })],
    [
      'POST',
      '/sandbox/mode',
      ({ json }) => {
        const wanted = modeSchema.safeParse(json).data;
        if (!wanted) return bad('mode', MODES);
        setMode(wanted.mode);
        return { status: 200, body: wanted };
      },
    ],
    ['GET', '/sandbox/settings', () => ({ status: 200, body: store.meta.settings })],
    [
      'POST',
      '/sandbox/settings',
      ({ json }) => {
        const wanted = changeSchema.safeParse(json).data;
        if (!wanted) return bad('settings', [...Object.keys(settingsSchema.shape), 'now']);
        const changes = 'now' in wanted ? { clockOffsetMs: Date.parse(wanted.now) - Date.now() } : wanted;
        store.change({ settings: settingsSchema.parse({ ...store.meta.settings, ...changes }) });
        if ('seed' in changes) faults.reseed();
        return { status: 200, body: store.meta.settings };
      },
    ],
    [
      'GET',
      '/sandbox/log',
      ({ query }) => {
        const last = Number(query.get('last') ?? 0);
        const wanted = entries().filter(({ method }) => !query.has('requests') || method !== 'GET');
        return { status: 200, body: last > 0 ? wanted.slice(-last) : wanted };
      },
    ],
    ['GET', '/sandbox/cards', () => ({ status: 200, body: [...store.cards.values()] })],
    ['GET', '/sandbox/cards/:iccid', ({ params }) => readCard(params.iccid)],
    [
      'POST',
      '/sandbox/cards/:iccid',
      ({ params, json }) => {
        const iccid = numberSchema.safeParse(params.iccid).data;
        const truth = truthSchema.safeParse(json).data;
        if (!iccid || !truth) return bad('card', Object.keys(truthSchema.shape));
        return { status: 200, body: putTruth(iccid, truth) };
      },
    ],
    [
      'POST',
      '/sandbox/services',
      ({ json }) => {
        const wanted = inventorySchema.safeParse(json).data;
        if (!wanted) return bad('iccid and state of each service');
        for (const { iccid, ...truth } of wanted) putTruth(iccid, truth);
        return { status: 200, body: { count: wanted.length } };
      },
    ],
    ['GET', '/sandbox/services/:iccid', ({ params }) => readCard(params.iccid)],
  ];
}
