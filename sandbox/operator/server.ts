import { serve, type Running } from '../kit';
import { adminRoutes } from './admin';
import { createChanges } from './changes';
import { controlCenterRoutes, controlCenterSpeech } from './control-center';
import { createFaults, type Mode } from './faults';
import { createLog } from './log';
import { createSchedule } from './schedule';
import { openOperatorStore } from './memory';
import { tmfSpeech } from './tmf';
import { createOrders } from './tmf622';
import { createEvents, tmf640Routes } from './tmf640';

export type OperatorConfig = {
  slug: string;
  port: number;
  dataDir: string;
  /** the password of `username` in the protocol with Basic auth, the Bearer key elsewhere */
  apiKey: string;
  username?: string;
  webhookSecret: string;
  iccidPrefix: string;
  answerMs: number;
  shipMs: number;
  lateMs: number;
  retryMs: number;
  latencyMs?: number;
  synchronous?: boolean;
};

/** One mobile operator that speaks TMF640, TMF635, TMF622 and the REST of a Control Center. */
export async function startOperator(config: OperatorConfig): Promise<Running> {
  const { slug, dataDir, iccidPrefix, answerMs, lateMs, latencyMs = 0, synchronous = false } = config;
  const settings = { answerMs, lateMs, latencyMs, synchronous, seed: 1, clockOffsetMs: 0 };
  const store = openOperatorStore({ slug, dataDir, iccidPrefix, settings });
  let url = '';
  const root = () => url;
  const faults = createFaults(store);
  const schedule = createSchedule(store);
  const log = createLog(store, faults);
  const logged = log.logged(tmfSpeech(config.apiKey));
  const events = createEvents({ store, root, webhookSecret: config.webhookSecret, retryMs: config.retryMs });
  const changes = createChanges({ store, faults, schedule, announce: events.announce });
  const orders = createOrders({
    ...{ store, faults, schedule, shipMs: config.shipMs, root, logged },
    send: (messages) => {
      events.send('order', messages);
    },
  });

  const resumeAll = () => {
    changes.resume();
    orders.resume();
    events.pump();
  };
  const setMode = (mode: Mode) => {
    store.change({ mode });
    faults.reseed();
    resumeAll();
  };

  const server = await serve(config.port, [
    ...tmf640Routes({ store, changes, events, root, logged }),
    ...orders.routes,
    ...controlCenterRoutes({
      store,
      changes,
      logged: log.logged(controlCenterSpeech(config.username ?? 'kassa', config.apiKey)),
    }),
    ...adminRoutes({ store, faults, entries: log.entries, setMode }),
  ]);
  url = server.url;
  resumeAll();
  return {
    url: server.url,
    close: async () => {
      await server.close();
      schedule.close();
      events.close();
      store.close();
    },
  };
}
