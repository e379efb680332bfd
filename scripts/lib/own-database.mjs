import { query } from './postgres.mjs';
import { connectProblem } from './processes.mjs';
import { Refusal } from './say.mjs';

const REASONS = {
  ENOTFOUND: 'такого узла нет',
  EAI_AGAIN: 'имя узла не разрешается',
  ECONNREFUSED: 'соединение отклонено',
  ETIMEDOUT: 'узел не отвечает',
  EHOSTUNREACH: 'узел недостижим',
  ENETUNREACH: 'сеть недостижима',
  '28P01': 'пароль или пользователь не подошли',
  28000: 'пользователю вход не разрешён',
  '3D000': 'такой базы нет',
};

/** Before anything is installed or built: is there anybody at the address of DATABASE_URL? */
export async function requireAddress(databaseUrl) {
  const url = parse(databaseUrl);
  const problem = await connectProblem(Number(url.port || 5432), url.hostname.replace(/^\[|\]$/g, ''));
  if (problem) throw unreachable(url, REASONS[problem] ?? problem);
}

/** Once `pg` is there: does the database let us in? */
export async function requireDatabase(databaseUrl) {
  try {
    await query(databaseUrl, 'SELECT 1');
  } catch (error) {
    throw unreachable(parse(databaseUrl), REASONS[error.code] ?? error.message);
  }
}

function parse(databaseUrl) {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  if (url?.hostname && /^postgres(ql)?:$/.test(url.protocol)) return url;
  throw new Refusal('DATABASE_URL — не адрес PostgreSQL: нужен вид postgresql://имя:пароль@узел:5432/база.');
}

const unreachable = ({ hostname, port, pathname }, why) =>
  new Refusal(
    `База данных ${hostname}:${port || 5432}${pathname} недоступна (${why}): проверьте DATABASE_URL.`,
  );
