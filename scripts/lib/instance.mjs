import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, inRoot, readJson, readText, writeJson, writeWhole } from './files.mjs';
import { freePort } from './processes.mjs';
import { FRESH_HINT, Refusal } from './say.mjs';

const MARKER = 'kassa-data';

/** Where everything of one instance lives. */
export function placesIn(data) {
  return {
    data,
    marker: join(data, MARKER),
    lock: join(data, 'up.lock'),
    secrets: join(data, 'secrets.json'),
    instance: join(data, 'instance.json'),
    demo: join(data, 'demo.json'),
    postgres: join(data, 'postgres'),
    schema: join(data, 'postgres', 'kassa-schema'),
    sandbox: join(data, 'sandbox'),
    logs: join(data, 'logs'),
  };
}

const contentsOf = (data) => (existsSync(data) ? readdirSync(data).filter((name) => name !== 'up.lock') : []);

/** Only a folder that we made, or an empty one, becomes the data folder or is emptied by `--fresh`. */
export function refuseForeignDir({ data, marker }) {
  if (existsSync(data) && !statSync(data).isDirectory()) {
    throw new Refusal(`${data} — не каталог: укажите другой, например --data .data.`);
  }
  if (contentsOf(data).length > 0 && !existsSync(marker)) {
    throw new Refusal(
      `Каталог ${data} не похож на данные кабинета (в нём нет файла ${MARKER}): укажите пустой, например --data .data.`,
    );
  }
}

export function claimDataDir({ logs, marker }) {
  mkdirSync(logs, { recursive: true });
  writeWhole(marker, 'Данные Кассового кабинета: этот каталог ведёт npm run up.\n');
}

export function wipeDataDir({ data }) {
  for (const name of contentsOf(data).filter((each) => each !== MARKER)) {
    rmSync(join(data, name), { recursive: true, force: true });
  }
}

const SECRETS = [
  'database',
  'auth',
  'sandbox',
  'mtsKey',
  'mtsWebhook',
  'megafonKey',
  'megafonWebhook',
  'shopId',
  'shopKey',
  'mailWebhook',
];

/** Random per data folder, kept for its whole life. */
export function secretsOf({ secrets, postgres }) {
  const known = readJson(secrets) ?? {};
  if (known.database === undefined && (existsSync(secrets) || existsSync(postgres))) {
    throw new Refusal(`Файл ${secrets} потерян или повреждён, а без него данные не открыть. ${FRESH_HINT}`);
  }
  if (SECRETS.every((name) => known[name])) return known;
  const drawn = SECRETS.map((name) => [name, known[name] ?? randomBytes(24).toString('hex')]);
  const all = Object.fromEntries(drawn);
  writeJson(secrets, all, 0o600);
  return all;
}

/** The stand-ins of the outside world: what to run, with which environment, and under which address. */
export async function sandboxProcesses({ secrets, places, appUrl }) {
  const common = { SANDBOX_DATA: places.sandbox };
  const wanted = [
    [
      'operator-mts',
      'operator',
      'оператор МТС',
      {
        SLUG: 'mts',
        ICCID_PREFIX: '8970101',
        API_KEY: secrets.mtsKey,
        WEBHOOK_SECRET: secrets.mtsWebhook,
      },
    ],
    [
      'operator-megafon',
      'operator',
      'оператор МегаФон',
      {
        SLUG: 'megafon',
        ICCID_PREFIX: '8970102',
        API_KEY: secrets.megafonKey,
        WEBHOOK_SECRET: secrets.megafonWebhook,
      },
    ],
    [
      'payments',
      'payments',
      'платёжная система',
      {
        SHOP_ID: secrets.shopId,
        SECRET_KEY: secrets.shopKey,
        NOTIFY_URL: `${appUrl}/api/webhooks/payments`,
      },
    ],
    ['terminals', 'terminals', 'облако касс', { CABINET_URL: appUrl }],
    ['evotor', 'evotor', 'облако Эвотор', {}],
    [
      'mail',
      'mail',
      'почтовый сервер',
      {
        SMTP_PORT: String(await freePort()),
        NOTIFY_URL: `${appUrl}/api/webhooks/mail`,
        NOTIFY_SECRET: secrets.mailWebhook,
      },
    ],
  ];
  const found = [];
  for (const [name, file, title, env] of wanted) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const args = ['--import', 'tsx', inRoot('sandbox', `${file}.ts`)];
    found.push({ name, title, port, url, args, env: { ...common, ...env, PORT: String(port) } });
  }
  return found;
}

/** What every child of the demo instance is told. */
export function sandboxEnv({ secrets, databaseUrl, appUrl, port, sandbox }) {
  const find = (name) => sandbox.find((each) => each.name === name);
  const urlOf = (name) => find(name).url;
  return {
    KASSA_MODE: 'sandbox',
    DATABASE_URL: databaseUrl,
    ...webEnv({ appUrl, port, host: '127.0.0.1', authSecret: secrets.auth }),
    SANDBOX_SECRET: secrets.sandbox,
    OPERATOR_MTS_URL: urlOf('operator-mts'),
    OPERATOR_MTS_KEY: secrets.mtsKey,
    OPERATOR_MTS_WEBHOOK_SECRET: secrets.mtsWebhook,
    OPERATOR_MEGAFON_URL: urlOf('operator-megafon'),
    OPERATOR_MEGAFON_USER: 'kassa',
    OPERATOR_MEGAFON_KEY: secrets.megafonKey,
    OPERATOR_MEGAFON_WEBHOOK_SECRET: secrets.megafonWebhook,
    YOOKASSA_URL: urlOf('payments'),
    YOOKASSA_SHOP_ID: secrets.shopId,
    YOOKASSA_SECRET_KEY: secrets.shopKey,
    SANDBOX_TERMINALS_URL: urlOf('terminals'),
    EVOTOR_URL: urlOf('evotor'),
    SANDBOX_MAIL_URL: urlOf('mail'),
    SMTP_URL: `smtp://127.0.0.1:${find('mail').env.SMTP_PORT}`,
    SMTP_FROM: 'cheki@kassa.example',
    MAIL_WEBHOOK_SECRET: secrets.mailWebhook,
  };
}

/** With a database of one's own the rest of the settings come from the environment too. */
export function productionEnv({ secrets, databaseUrl, port, host }) {
  const appUrl = process.env.APP_URL || `http://127.0.0.1:${port}`;
  const authSecret = process.env.AUTH_SECRET || secrets.auth;
  return {
    KASSA_MODE: 'production',
    DATABASE_URL: databaseUrl,
    ...webEnv({ appUrl, port, host, authSecret }),
  };
}

function webEnv({ appUrl, port, host, authSecret }) {
  return {
    APP_URL: appUrl,
    PORT: String(port),
    HOSTNAME: host,
    AUTH_SECRET: authSecret,
    NEXTAUTH_URL: appUrl,
    NEXTAUTH_SECRET: authSecret,
  };
}

/** Whether the demo is still to be filled in, was cut short, or is none of our business any more. */
export const demoState = ({ demo }) =>
  readJson(demo)?.state ?? (readText(demo) === undefined ? 'none' : 'started');
export const noteDemo = ({ demo }, state) => writeJson(demo, { state });

/** All that the migrations read; the worker's own tables come with its package. */
export const schemaHash = () =>
  hashOf(['prisma/migrations', 'prisma/catalog.ts', 'scripts/migrate.ts', 'package-lock.json']);

/** Whether our own server already has the schema and the catalogue of these sources: kept beside its data. */
export const hasSchema = ({ schema }, production) => !production && readText(schema) === schemaHash();
export const noteSchema = ({ schema }, hash) => writeWhole(schema, hash);
export const forgetSchema = ({ schema }) => rmSync(schema, { force: true });
