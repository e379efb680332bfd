import type { Metadata } from 'next';
import { InstallButton, UninstallDialog } from '@/components/installations/terminal-module-buttons';
import { TerminalModules, type TerminalModuleLine } from '@/components/installations/terminal-modules';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { CardState } from '@/components/sim-cards/card-state';
import { ConfigState } from '@/components/terminals/config-state';
import { Connection } from '@/components/terminals/connection';
import { EditDetails } from '@/components/terminals/edit-details';
import { HealthBadge } from '@/components/terminals/health-badge';
import { HealthReasons } from '@/components/terminals/health-reasons';
import { OpenTill } from '@/components/terminals/open-till';
import { TerminalFacts } from '@/components/terminals/terminal-facts';
import { TerminalHistory } from '@/components/terminals/terminal-history';
import { Button } from '@/components/ui/button';
import { GroupedCode } from '@/components/ui/grouped-code';
import { Link } from '@/components/ui/link';
import { walletBalance } from '@/lib/billing/queries';
import type { Catalog } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { appliedConfig } from '@/lib/devices/applied';
import { reasonText } from '@/lib/installations/labels';
import type { InstalledModule, TerminalFacts as InstallationFacts } from '@/lib/installations/model';
import { dependents, planInstallation } from '@/lib/installations/plan.rule';
import { installedOnTerminals, terminalFacts } from '@/lib/installations/queries';
import { isSandbox } from '@/lib/platform/env';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import { detailsTag } from '@/lib/terminals/details.rule';
import { terminalHistory } from '@/lib/terminals/history';
import { storeMoment } from '@/lib/terminals/labels';
import type { TerminalDetail } from '@/lib/terminals/model';
import { findTerminal } from '@/lib/terminals/queries';
import { knownTerminal } from '@/lib/terminals/registration-queries';
import { Kits } from './kits';
import { ageOf, doneLine } from './words';

export const metadata: Metadata = { title: 'Терминал' };

const unsettled = new Set(['REQUESTED', 'WAITING_TERMINAL', 'REMOVING']);
const switching = new Set(['ACTIVATING', 'DEACTIVATING']);

export default async function TerminalPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const { ctx, params: query, allowed, may } = await cabinetPage('terminals.read', searchParams);
  if (!allowed) return <NoAccess what="Терминалы" />;
  const terminal = await findTerminal(ctx, (await params).id);
  if (!terminal) return notThere(ctx, (await params).id);
  const [catalog, installed, facts, paid, balance, config, history] = await Promise.all([
    loadCatalog(ctx.db),
    installedOnTerminals(ctx, [terminal.id]),
    terminalFacts(ctx, [terminal.id]),
    livingSubscriptions(ctx, { terminalIds: [terminal.id] }),
    may('finance.read') ? walletBalance(ctx) : null,
    appliedConfig(ctx, terminal),
    terminalHistory(ctx, terminal.id, query['history']),
  ]);
  const modules = installed.get(terminal.id) ?? [];
  const fact = facts.get(terminal.id);
  const mayInstall = may('modules.install');
  const storeTime = (at: Date) => storeMoment(at, ctx.clock.now(), terminal.storeTimeZone, ctx.timeZone);
  const lines = [...catalog.modules.values()]
    .filter((module) => module.scope === 'TERMINAL')
    .map((module) =>
      moduleLine(
        catalog,
        terminal,
        module.slug,
        modules.find((each) => each.moduleSlug === module.slug),
        fact,
        mayInstall,
        { now: ctx.clock.now(), timeZone: ctx.timeZone },
      ),
    );
  const now = ctx.clock.now();
  const mayManage = may('terminals.manage');
  const known = isSandbox()
    ? await knownTerminal(ctx, { storeId: terminal.storeId, terminalId: terminal.id })
    : null;
  return (
    <>
      <LiveRefresh
        active={
          modules.some((each) => unsettled.has(each.state)) ||
          terminal.cards.some((card) => switching.has(card.state)) ||
          (terminal.connected && terminal.lastSeenAt === null)
        }
      />
      <PageHeader
        title={terminal.name}
        back={{ href: '/terminals', label: 'Терминалы' }}
        state={<HealthBadge health={terminal.health} reasons={terminal.reasons} look="filled" />}
        aside={
          terminal.lastSeenAt ? `данные на ${storeTime(terminal.lastSeenAt)}` : 'ещё не выходила на связь'
        }
        action={
          mayManage ? <Button href={`/terminals/move?terminal=${terminal.id}`}>Переместить</Button> : null
        }
      />
      <div className="max-w-4xl">
        {terminal.reasons.length > 0 ? (
          <Section title="Что требует внимания">
            <HealthReasons reasons={terminal.reasons} />
          </Section>
        ) : null}
        <Section title="Комплекты">
          <Kits
            {...{ ctx, catalog, terminal, paid, balance }}
            mayBuy={mayInstall && may('subscriptions.manage')}
            mayTopUp={may('finance.topUp')}
          />
        </Section>
        <Section title="Модули">
          <ConfigState {...{ config, now }} timeZone={ctx.timeZone} />
          <TerminalModules lines={lines} />
        </Section>
        <Section title="Смарт-карта">
          {terminal.cards.length === 0 ? (
            <p className="text-ink-2">К кассе не привязана ни одна смарт-карта.</p>
          ) : (
            <ul className="grid gap-2">
              {terminal.cards.map((card) => (
                <li key={card.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
                  <Link href={`/sim-cards/${card.id}`}>
                    <GroupedCode value={card.iccid} />
                  </Link>
                  <span className="text-ink-2">{card.operator.name}</span>
                  <CardState card={{ ...card, operation: null }} now={now} />
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Section title="Подключение к кабинету">
          <Connection {...{ terminal, now }} {...{ mayManage }} timeZone={ctx.timeZone} />
          {known ? (
            <div className="mt-3">
              <OpenTill
                label="Открыть виртуальную кассу"
                till={{
                  serialNumber: terminal.serialNumber,
                  name: terminal.name,
                  registration: known.registration,
                }}
              />
            </div>
          ) : null}
        </Section>
        <Section
          id="facts"
          title="О терминале"
          action={
            mayManage ? (
              <EditDetails
                terminalId={terminal.id}
                seen={detailsTag(terminal)}
                name={terminal.name}
                kktRegNumber={terminal.kktRegNumber ?? ''}
                fiscalDrive={terminal.fiscalDrive ?? ''}
                fiscalDriveExpiresOn={terminal.fiscalDriveExpiresOn ?? ''}
              />
            ) : null
          }
        >
          <TerminalFacts terminal={terminal} />
        </Section>
        <Section id="history" title="История">
          <TerminalHistory
            {...{ terminal, now }}
            lines={history.entries.map((entry) => (entry.type === 'DONE' ? doneLine(entry) : entry))}
            older={history.older}
            isNewest={query['history'] === undefined}
            timeZone={ctx.timeZone}
            moduleNames={new Map([...catalog.modules.values()].map(({ slug, name }) => [slug, name]))}
          />
        </Section>
      </div>
    </>
  );
}

function moduleLine(
  catalog: Catalog,
  terminal: TerminalDetail,
  slug: string,
  found: InstalledModule | undefined,
  fact: InstallationFacts | undefined,
  mayInstall: boolean,
  time: { readonly now: Date; readonly timeZone: string },
): TerminalModuleLine {
  const module = catalog.modules.get(slug);
  const name = module?.name ?? slug;
  const base = { slug, name, summary: module?.summary ?? '', state: found?.state ?? null };
  const terminalId = terminal.id;
  const plan = fact ? planInstallation(catalog, [slug], fact) : null;
  const whole = fact ? planInstallation(catalog, [slug], fact, true) : null;
  if (found && found.state !== 'FAILED') {
    return {
      ...base,
      blocked: found.effective === 'BLOCKED',
      details: [
        ...(found.state === 'INSTALLED' && found.appliedVersion ? [`Версия ${found.appliedVersion}`] : []),
        ...ageOf(found, time),
        ...found.reasons
          .filter(({ code }) => found.state === 'INSTALLED' || code !== 'MISSING_DEPENDENCY')
          .map((reason) => sentence(reasonText(catalog, reason))),
      ],
      action:
        mayInstall && found.state !== 'REMOVING' ? (
          <UninstallDialog
            {...{ terminalId, moduleSlug: slug, moduleName: name }}
            terminalName={terminal.name}
            needed={dependents(catalog, slug, fact?.present ?? new Set()).map((other) => ({
              slug: other,
              name: catalog.modules.get(other)?.name ?? other,
            }))}
          />
        ) : null,
    };
  }
  const install = (label: string, complete: boolean) => (
    <InstallButton {...{ terminalId, moduleSlug: slug, moduleName: name, label, complete }} />
  );
  const action =
    plan?.verdict === 'INSTALL'
      ? install(found ? 'Повторить' : 'Установить', false)
      : whole?.verdict === 'INSTALL'
        ? install('Установить недостающее', true)
        : null;
  return {
    ...base,
    blocked: false,
    details: [
      ...(found?.error ? [`Касса сообщила: ${found.error}`] : []),
      ...(plan?.reasons ?? []).map((reason) => sentence(reasonText(catalog, reason))),
    ],
    action: mayInstall ? action : null,
  };
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
