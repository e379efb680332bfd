import { Badge } from '@/components/ui/badge';
import { Row, RowList } from '@/components/ui/row-list';
import { roleLabel, storesWords } from '@/lib/access/people/labels';
import type { InvitationRow } from '@/lib/access/people/model';
import { InvitationActions } from './invitation-actions';

export interface InvitationLine extends InvitationRow {
  /** «27 ноября 2026» */
  readonly until: string;
}

export function InvitationList({
  lines,
  mayManage,
}: {
  lines: readonly InvitationLine[];
  mayManage: boolean;
}) {
  return (
    <RowList label="Приглашения">
      {lines.map((line) => (
        <Row
          key={line.id}
          lead={
            <Badge
              tone={line.state === 'OPEN' ? 'waits' : 'attention'}
              note={line.state === 'OPEN' ? `до ${line.until}` : `действовало до ${line.until}`}
            >
              {line.state === 'OPEN' ? 'Ждёт ответа' : 'Срок вышел'}
            </Badge>
          }
          action={mayManage ? <InvitationActions invitationId={line.id} email={line.email} /> : null}
        >
          <p className="font-semibold wrap-anywhere">{line.email}</p>
          <p className="wrap-anywhere text-ink-2">
            {roleLabel(line.role)} · {storesWords(line.stores)} · от кого: {line.invitedBy}
          </p>
        </Row>
      ))}
    </RowList>
  );
}
