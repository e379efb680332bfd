import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { Badge } from '@/components/ui/badge';
import type { Tone } from '@/components/ui/tone';
import { counted, plural } from '@/lib/core/text';
import type { ChangePlan, ChosenValues, ItemOutcome, PlannedItem } from '@/lib/receipts/change-many.rule';
import { NO_ADDRESS, printModeNames } from '@/lib/receipts/labels';

const outcomes: Readonly<Record<ItemOutcome, { tone: Tone; text: string }>> = {
  DONE: { tone: 'works', text: 'Изменено' },
  ALREADY: { tone: 'off', text: 'Уже так' },
  CHANGED: { tone: 'attention', text: 'Не тронуто: настройку изменил другой человек' },
  MISSING: { tone: 'attention', text: 'Не тронуто: больше нет доступа' },
};

const tills = ['касса', 'кассы', 'касс'] as const;
const shops = ['магазин', 'магазина', 'магазинов'] as const;

function Values({ values }: { values: ChosenValues }) {
  return (
    <span className="wrap-anywhere">
      {printModeNames[values.printMode]}
      <span className="block text-13 text-ink-2">{values.defaultEmail ?? NO_ADDRESS}</span>
    </span>
  );
}

const isSame = ({ before, after }: PlannedItem) =>
  before.printMode === after.printMode && before.defaultEmail === after.defaultEmail;

/** «Изменятся 2 магазина и 3 кассы. По-другому будут работать 5 касс из 22.» */
export function planSentence({ items, already, terminals }: ChangePlan): string {
  const stores = items.filter(({ scope }) => scope === 'STORE').length;
  const parts = [
    stores > 0 ? counted(stores, shops) : null,
    items.length > stores ? counted(items.length - stores, tills) : null,
  ].filter(Boolean);
  const what =
    parts.length === 0 ? 'Менять нечего: всё уже так.' : `Настройка изменится: ${parts.join(' и ')}.`;
  const works = `По-другому ${plural(terminals.changing, ['будет', 'будут', 'будут'])} работать ${counted(terminals.changing, tills)} из ${String(terminals.total)}.`;
  const rest = already > 0 && parts.length > 0 ? ` Уже так: ${String(already)}.` : '';
  return parts.length === 0 ? what : `${what} ${works}${rest}`;
}

/** Store by store and terminal by terminal: what is in force and what will be; then what has become of it. */
export function ChangePreview({
  items,
  results,
}: {
  items: readonly PlannedItem[];
  /** null: nothing has been carried out yet */
  results: ReadonlyMap<string, ItemOutcome> | null;
}) {
  return (
    <Table caption={results ? 'Что получилось' : 'Что изменится'}>
      <THead>
        <TH>Где</TH>
        <TH>Сейчас</TH>
        <TH>{results ? 'Выбрано' : 'Станет'}</TH>
        {results ? <TH>Результат</TH> : null}
      </THead>
      <TBody>
        {items.map((item) => {
          const outcome = results ? outcomes[results.get(item.id) ?? 'MISSING'] : null;
          return (
            <TR key={item.id}>
              <TD phone="lead">
                <span className="font-semibold wrap-anywhere">{item.name}</span>
                <span className="block text-13 text-ink-2">
                  {item.scope === 'STORE' ? 'магазин' : item.storeName}
                  {item.following > 0 ? ` и ${counted(item.following, tills)} без своей настройки` : ''}
                </span>
              </TD>
              <TD phone="main">
                <span className="text-13 text-ink-2 md:hidden">Сейчас: </span>
                <Values values={item.before} />
              </TD>
              <TD phone="main">
                <span className="text-13 text-ink-2 md:hidden">{results ? 'Выбрано: ' : 'Станет: '}</span>
                {isSame(item) ? (
                  <span className="text-ink-2">то же, но не своё, а как задано выше, или наоборот</span>
                ) : (
                  <Values values={item.after} />
                )}
              </TD>
              {outcome ? (
                <TD phone="main">
                  <Badge tone={outcome.tone}>{outcome.text}</Badge>
                </TD>
              ) : null}
            </TR>
          );
        })}
      </TBody>
    </Table>
  );
}
