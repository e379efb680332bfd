import { z } from 'zod';

const variables = z.object({
  KASSA_MODE: z.enum(['sandbox', 'production']).default('production'),
  DATABASE_URL: z.string().startsWith('postgres'),
  APP_URL: z.url(),
  AUTH_SECRET: z.string().min(32),
  SANDBOX_SECRET: z.string().optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
});

export type Env = z.output<typeof variables>;

export class EnvError extends Error {}

let cached: Env | undefined;

/** Settings of this process, checked once. @throws EnvError naming the variable, in Russian. */
export function env(): Env {
  if (cached) return cached;
  const parsed = variables.safeParse(process.env);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))].join(', ');
    throw new EnvError(`Не заданы или неверны переменные окружения: ${names}. Образец — в .env.example.`);
  }
  cached = parsed.data;
  return cached;
}

/** A setting of an outside system, needed only by the process that talks to it. @throws EnvError */
export function outsideSetting(name: string): string {
  const value = process.env[name];
  if (!value) throw new EnvError(`Не задана переменная окружения ${name}. Образец — в .env.example.`);
  return value;
}

/** A setting that may be left out; null: it is. */
export const optionalSetting = (name: string): string | null => process.env[name]?.trim() || null;

/** A whole number from 1 of an outside system's setting. @throws EnvError when it is set to something else. */
export function outsideNumber(name: string, fallback: number): number {
  const parsed = z.coerce
    .number()
    .int()
    .min(1)
    .safeParse(process.env[name] || fallback);
  if (!parsed.success) throw new EnvError(`Переменная окружения ${name}: нужно целое число от 1.`);
  return parsed.data;
}

export const isSandbox = (): boolean => env().KASSA_MODE === 'sandbox';

/**
 * HSTS of a year with all hosts below, when people reach the cabinet by https (`APP_URL`): behind a proxy the request
 * itself says http.
 */
export const strictTransport = (): { readonly 'strict-transport-security'?: string } =>
  optionalSetting('APP_URL')?.startsWith('https://')
    ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : {};

/** Values of settings that no log may show: keys, passwords and secrets of this process. */
export const secretSettings = (): string[] =>
  Object.entries(process.env).flatMap(([name, value]) =>
    /(SECRET|PASSWORD|TOKEN|_KEY)$/.test(name) && value && value.length >= 8 ? [value] : [],
  );
