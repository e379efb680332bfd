import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot, root } from './files.mjs';
import { Refusal } from './say.mjs';

const USAGE = 'npm run up -- [--port N] [--data КАТАЛОГ] [--fresh] [--no-demo]';

export function upOptions(argv) {
  const { values } = parsed(argv, {
    port: { type: 'string' },
    data: { type: 'string', default: '.data' },
    fresh: { type: 'boolean', default: false },
    'no-demo': { type: 'boolean', default: false },
  });
  if (existsSync(inRoot('.env'))) process.loadEnvFile(inRoot('.env'));
  const port = values.port ?? process.env.PORT ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new Refusal(`«${port}» — не номер порта: нужен от 1 до 65535.`);
  }
  return {
    port: Number(port),
    data: resolve(root, values.data),
    fresh: values.fresh,
    demo: !values['no-demo'],
    databaseUrl: process.env.DATABASE_URL || undefined,
  };
}

function parsed(args, options) {
  try {
    return parseArgs({ args, options });
  } catch {
    throw new Refusal(`Не понимаю «${args.join(' ')}». Запуск: ${USAGE}`);
  }
}
