import { fromEnv, numberFromEnv, runAsProgram } from './kit';
import { startOperator } from './operator/server';

export { startOperator, type OperatorConfig } from './operator/server';

runAsProgram(import.meta.url, () =>
  startOperator({
    slug: fromEnv('SLUG'),
    port: numberFromEnv('PORT'),
    dataDir: fromEnv('SANDBOX_DATA'),
    apiKey: fromEnv('API_KEY'),
    username: fromEnv('API_USER', 'kassa'),
    webhookSecret: fromEnv('WEBHOOK_SECRET'),
    iccidPrefix: fromEnv('ICCID_PREFIX'),
    answerMs: numberFromEnv('ANSWER_MS', 1500),
    shipMs: numberFromEnv('SHIP_MS', 6000),
    lateMs: numberFromEnv('LATE_MS', 11 * 60_000),
    retryMs: numberFromEnv('RETRY_MS', 1000),
    latencyMs: numberFromEnv('LATENCY_MS', 0),
    synchronous: fromEnv('SYNCHRONOUS', 'no') === 'yes',
  }),
);
