import { Badge } from '@/components/ui/badge';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { timeText } from '@/lib/core/text';

interface Call {
  readonly seq: number;
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly duplicate: boolean;
  readonly effect: boolean;
  readonly status: number | null;
}

/** «PATCH service/8970…9019»: what matters of a long address. */
const shortPath = (path: string): string => path.split('/').slice(-2).join('/');

function Outcome({ call }: { call: Call }) {
  if (call.status === null) return <Badge tone="failed">ответ потерян</Badge>;
  if (call.status >= 500) return <Badge tone="failed">ошибка {call.status}</Badge>;
  if (call.status >= 400) return <Badge tone="attention">отказ {call.status}</Badge>;
  return <Badge tone={call.effect ? 'works' : 'off'}>{call.effect ? 'выполняет' : 'ответил'}</Badge>;
}

/** What an operator has really received: the last calls, newest first. */
export function OperatorCalls({
  name,
  slug,
  calls,
  timeZone,
}: {
  name: string;
  slug: string;
  calls: readonly Call[];
  timeZone: string;
}) {
  return (
    <details>
      <summary className="cursor-pointer py-2 text-accent touch:py-3">Что получил оператор {name}</summary>
      {calls.length === 0 ? (
        <p className="py-2">Пока ни одного запроса.</p>
      ) : (
        <Table caption={`Последние запросы к оператору ${name}`}>
          <THead>
            <TH>Время</TH>
            <TH>Запрос</TH>
            <TH>Ключ</TH>
            <TH>Ответ</TH>
          </THead>
          <TBody>
            {calls.map((call) => (
              <TR key={call.seq}>
                <TD phone="lead">{timeText(call.at, timeZone)}</TD>
                <TD phone="main" className="font-mono wrap-anywhere">
                  {call.method} {shortPath(call.path)}
                </TD>
                <TD phone="sub" className="font-mono">
                  {call.key ? `…${call.key.slice(-8)}` : '—'}
                  {call.duplicate ? ' (повтор)' : ''}
                </TD>
                <TD phone="aside">
                  <Outcome call={call} />
                </TD>
              </TR>
            ))}
          </TBody>
        </Table>
      )}
      <p className="py-2">
        <a
          className="text-accent underline underline-offset-3"
          href={`/api/sandbox/operators/${slug}/log`}
          download
        >
          Скачать весь журнал оператора {name}
        </a>
      </p>
    </details>
  );
}
