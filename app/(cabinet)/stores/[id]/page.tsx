import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { EditStore } from '@/components/stores/edit-store';
import { HoursForm } from '@/components/stores/hours-form';
import { RemoveStore } from '@/components/stores/remove-store';
import { HealthBadge } from '@/components/terminals/health-badge';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { narrowedTo } from '@/lib/access/context';
import { counted, momentText, timeText } from '@/lib/core/text';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';
import { hoursText } from '@/lib/stores/hours.rule';
import { simCardForms, terminalForms, timeZoneOptions, timeZoneText } from '@/lib/stores/labels';
import { findStore } from '@/lib/stores/queries';
import { storeTag } from '@/lib/stores/store-tag.rule';
import type { TerminalRow } from '@/lib/terminals/model';
import { listTerminals } from '@/lib/terminals/queries';

export const metadata: Metadata = { title: 'Магазин' };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function StorePage({ params, searchParams }: Props) {
  const page = await cabinetPage('stores.read', searchParams);
  if (!page.allowed) return <NoAccess what="Магазины" />;
  // The store of the address is the subject here, whichever one the header has chosen.
  const { ctx } = page.session;
  const store = await findStore(ctx, (await params).id);
  if (!store) return notThere(ctx, (await params).id);
  const terminals = page.may('terminals.read')
    ? await listTerminals(narrowedTo(ctx, store.id), {})
    : { rows: [], next: null };
  const now = ctx.clock.now();
  const allTerminals = `/terminals?store=${store.id}`;
  const keptStore = page.params['store'] ? `?store=${store.id}` : '';
  return (
    <>
      <PageHeader
        title={store.name}
        back={{ href: '/stores', label: 'Магазины' }}
        action={
          page.may('stores.manage') ? (
            <>
              {page.may('stores.create') ? <RemoveStore storeId={store.id} name={store.name} /> : null}
              <EditStore
                storeId={store.id}
                seen={storeTag(store)}
                name={store.name}
                address={store.address}
                timeZone={store.timeZone}
                zones={timeZoneOptions(store.timeZone, now)}
              />
            </>
          ) : null
        }
      />
      <div className="max-w-4xl">
        <DefinitionList>
          <Fact term="Адрес">{store.address}</Fact>
          <Fact term="Часовой пояс" note={`сейчас ${timeText(now, store.timeZone)}`}>
            {timeZoneText(store.timeZone, now)}
          </Fact>
          <Fact term="Часы работы">{store.hours ? hoursText(store.hours) : 'Не указаны'}</Fact>
          <Fact term="Терминалы">
            <Link href={allTerminals}>{counted(store.terminals, terminalForms)}</Link>
          </Fact>
          <Fact term="Смарт-карты">
            <Link href={`/sim-cards?store=${store.id}`}>{counted(store.simCards, simCardForms)}</Link>
          </Fact>
        </DefinitionList>
        {page.may('stores.manage') ? (
          <Section
            id="hours"
            title="Часы работы"
            lead="По часам магазина. В рабочее время его смарт-карты не отключаются за лимит трафика."
          >
            <HoursForm storeId={store.id} hours={store.hours} />
          </Section>
        ) : null}
        <Section
          title="Терминалы"
          look="plain"
          action={terminals.next ? <Link href={allTerminals}>Показать все</Link> : null}
        >
          {terminals.rows.length === 0 ? (
            <p className="text-ink-2">
              Касс в этом магазине нет. Касса появится здесь, когда её подключат к кабинету.
            </p>
          ) : (
            <Terminals rows={terminals.rows} query={keptStore} now={now} timeZone={ctx.timeZone} />
          )}
        </Section>
      </div>
    </>
  );
}

interface TerminalsProps {
  rows: readonly TerminalRow[];
  query: string;
  now: Date;
  timeZone: string;
}

function Terminals({ rows, query, now, timeZone }: TerminalsProps) {
  return (
    <Table caption="Терминалы магазина">
      <THead>
        <TH>Терминал</TH>
        <TH>Состояние</TH>
        <TH>На связи</TH>
      </THead>
      <TBody>
        {rows.map((row) => (
          <TR key={row.id}>
            <TD phone="main">
              <Link href={`/terminals/${row.id}${query}`} look="row" stretched>
                {row.name}
              </Link>
              <span className="block text-13 text-ink-2">
                {row.model} · <span className="font-mono">{row.serialNumber}</span>
              </span>
            </TD>
            <TD phone="lead">
              <HealthBadge health={row.health} reasons={row.reasons} />
            </TD>
            <TD phone="aside" className="tabular-nums">
              {row.lastSeenAt ? momentText(row.lastSeenAt, now, timeZone) : 'ещё не было'}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
