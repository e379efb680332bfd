import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';

interface InboxLine {
  readonly id: string;
  readonly at: Date;
  readonly time: string;
  readonly to: string;
  readonly subject: string;
}

export function InboxTable({ lines }: { lines: readonly InboxLine[] }) {
  return (
    <Table caption="Письма">
      <THead>
        <TH>Когда</TH>
        <TH>Кому</TH>
        <TH>Тема</TH>
      </THead>
      <TBody>
        {lines.map((line) => (
          <TR key={line.id}>
            <TD phone="sub" className="whitespace-nowrap">
              <time dateTime={line.at.toISOString()}>{line.time}</time>
            </TD>
            <TD phone="lead" className="wrap-anywhere">
              {line.to}
            </TD>
            <TD phone="main" className="wrap-anywhere">
              <Link href={`/sandbox/inbox/${line.id}`}>{line.subject || 'Без темы'}</Link>
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
