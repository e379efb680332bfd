import { momentText } from '@/lib/core/text';
import type { TerminalDetail } from '@/lib/terminals/model';
import { NewCodeButton } from './new-code-button';
import { UnpairDialog } from './unpair-dialog';

export interface ConnectionProps {
  terminal: Pick<TerminalDetail, 'id' | 'name' | 'connected' | 'pairedAt'>;
  mayManage: boolean;
  now: Date;
  timeZone: string;
}

/** Whether the terminal may speak to the cabinet, since when, and how that is changed. */
export function Connection({ terminal, mayManage, now, timeZone }: ConnectionProps) {
  const { id, name, connected, pairedAt } = terminal;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <p className="max-w-[60ch] min-w-0">
        {connected
          ? pairedAt
            ? `Касса подключена: ${momentText(pairedAt, now, timeZone)}.`
            : 'Касса подключена.'
          : 'Касса не подключена: кабинет не принимает её запросов. Чтобы подключить её, получите код и введите его на кассе.'}
      </p>
      {mayManage ? (
        <div className="flex flex-wrap gap-2">
          <NewCodeButton
            size="small"
            label={connected ? 'Подключить заново' : 'Подключить кассу'}
            wanted={{ terminalId: id }}
          />
          {connected ? <UnpairDialog terminalId={id} terminalName={name} /> : null}
        </div>
      ) : null}
    </div>
  );
}
