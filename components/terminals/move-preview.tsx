import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { counted } from '@/lib/core/text';

export interface MovingLine {
  readonly id: string;
  readonly name: string;
  readonly storeName: string;
  /** numbers of the cards that go along */
  readonly cards: readonly string[];
  readonly changes: readonly { readonly label: string; readonly before: string; readonly after: string }[];
}

export interface Sight {
  readonly from: string;
  readonly gain: number;
  readonly lose: number;
  readonly gaining: readonly string[];
  readonly losing: readonly string[];
}

interface MovePreviewProps {
  lines: readonly MovingLine[];
  /** how many stand there already */
  staying: number;
  target: string;
  sights: readonly Sight[];
}

const people = ['сотрудник', 'сотрудника', 'сотрудников'] as const;
const tail = (iccid: string) => `…${iccid.slice(-4)}`;

/** What will be different, terminal by terminal, before anything is. */
export function MovePreview({ lines, staying, target, sights }: MovePreviewProps) {
  return (
    <div className="grid gap-4">
      {staying > 0 ? (
        <Notice tone="waits">
          {lines.length === 0
            ? `Все выбранные кассы уже в магазине «${target}».`
            : `Уже в магазине «${target}» и не изменятся: ${counted(staying, ['касса', 'кассы', 'касс'])}.`}
        </Notice>
      ) : null}
      {lines.length > 0 ? (
        <>
          <Table caption="Что изменится">
            <THead>
              <TH>Касса</TH>
              <TH>Сейчас в магазине</TH>
              <TH>Что изменится</TH>
              <TH>Переедут смарт-карты</TH>
            </THead>
            <TBody>
              {lines.map((line) => (
                <TR key={line.id}>
                  <TD phone="main" className="font-semibold">
                    {line.name}
                  </TD>
                  <TD phone="lead">{line.storeName}</TD>
                  <TD phone="sub">
                    <Changes changes={line.changes} />
                  </TD>
                  <TD phone="aside">{line.cards.length > 0 ? line.cards.map(tail).join(', ') : 'нет'}</TD>
                </TR>
              ))}
            </TBody>
          </Table>
          <ul className="grid gap-2">
            {sights.map((sight) => (
              <li key={sight.from}>
                <SightWords sight={sight} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function Changes({ changes }: Pick<MovingLine, 'changes'>) {
  if (changes.length === 0) return <>Настройки останутся прежними</>;
  return (
    <ul className="grid gap-0.5">
      {changes.map(({ label, before, after }) => (
        <li key={label} className="wrap-anywhere">
          <span className="text-ink-2">{label}: </span>
          {before}
          <span className="mx-1 inline-block align-[-2px] text-ink-2">
            <Icon name="arrow-right" size={14} label="станет" />
          </span>
          {after}
        </li>
      ))}
    </ul>
  );
}

const who = (count: number, names: readonly string[]): string =>
  names.length > 0 ? names.join('; ') : counted(count, people);

function SightWords({ sight: { from, gain, lose, gaining, losing } }: { sight: Sight }) {
  if (gain === 0 && lose === 0) return <>Кассы из «{from}» будут видны тем же людям.</>;
  return (
    <>
      Кассы из «{from}».
      {gain > 0 ? ` Увидят: ${who(gain, gaining)}.` : ''}
      {lose > 0 ? ` Больше не увидят: ${who(lose, losing)}.` : ''}
    </>
  );
}
