import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BuyKitDialog, type KitOffer } from '@/components/installations/buy-kit-dialog';
import { InstallButton, UninstallDialog } from '@/components/installations/terminal-module-buttons';
import { TerminalModules, type TerminalModuleLine } from '@/components/installations/terminal-modules';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { CardState } from '@/components/sim-cards/card-state';
import { Connection } from '@/components/terminals/connection';
import { HealthBadge } from '@/components/terminals/health-badge';
import { TerminalFacts } from '@/components/terminals/terminal-facts';
import { GroupedCode } from '@/components/ui/grouped-code';
import { Link } from '@/components/ui/link';
import { type Context, today } from '@/lib/access/context';
import { walletBalance } from '@/lib/billing/queries';
import { billingPeriods, type Catalog, type Kit, periodNames } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { formatMoney, type Kopecks } from '@/lib/core/money';
import { dateInText, momentText } from '@/lib/core/text';
import { reasonText } from '@/lib/installations/labels';
import type { InstalledModule, TerminalFacts as InstallationFacts } from '@/lib/installations/model';
import { dependents, planInstallation } from '@/lib/installations/plan.rule';
import { installedOnTerminals, terminalFacts } from '@/lib/installations/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { previewStart } from '@/lib/subscriptions/period.rule';
import { livingSubscriptions } from '@/lib/subscriptions/queries';
import type { TerminalDetail } from '@/lib/terminals/model';
import { findTerminal } from '@/lib/terminals/queries';

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
  const { ctx, allowed, may } = await cabinetPage('terminals.read', searchParams);
  if (!allowed) return <NoAccess what="Терминалы" />;
  const terminal = await findTerminal(ctx, (await params).id);
  if (!terminal) notFound();
  const [catalog, installed, facts, paid, balance] = await Promise.all([
    loadCatalog(ctx.db),
    installedOnTerminals(ctx, [terminal.id]),
    terminalFacts(ctx, [terminal.id]),
    livingSubscriptions(ctx, { terminalIds: [terminal.id] }),
    may('finance.read') ? walletBalance(ctx) : null,
  ]);
  const modules = installed.get(terminal.id) ?? [];
  const fact = facts.get(terminal.id);
  const mayInstall = may('modules.install');
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
      ),
    );
  const now = ctx.clock.now();
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
          terminal.lastSeenAt
            ? `данные на ${momentText(terminal.lastSeenAt, now, ctx.timeZone)}`
            : 'ещё не выходила на связь'
        }
      />
      <div className="max-w-4xl">
        <Section title="Комплекты">
          <Kits
            {...{ ctx, catalog, terminal, paid, balance }}
            mayBuy={mayInstall && may('subscriptions.manage')}
            mayTopUp={may('finance.topUp')}
          />
        </Section>
        <Section title="Модули">
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
          <Connection {...{ terminal, now }} mayManage={may('terminals.manage')} timeZone={ctx.timeZone} />
        </Section>
        <Section title="О терминале">
          <TerminalFacts terminal={terminal} />
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

function Kits({
  ctx,
  catalog,
  terminal,
  paid,
  balance,
  mayBuy,
  mayTopUp,
}: {
  ctx: Context;
  catalog: Catalog;
  terminal: TerminalDetail;
  paid: Awaited<ReturnType<typeof livingSubscriptions>>;
  balance: Kopecks | null;
  mayTopUp: boolean;
  mayBuy: boolean;
}) {
  return (
    <ul className="divide-y divide-line">
      {[...catalog.kits.values()].map((kit) => {
        const own = paid.find((each) => each.planSlug === kit.planSlug);
        const contents = kit.moduleSlugs
          .map((slug) => `«${catalog.modules.get(slug)?.name ?? slug}»`)
          .join(', ');
        return (
          <li key={kit.slug} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
            <div className="min-w-0">
              <p className="font-semibold">{kit.name}</p>
              <p className="text-13 text-ink-2">{contents}</p>
            </div>
            {own ? (
              <p>
                {own.state === 'PAST_DUE'
                  ? 'Просрочен, пока работает. Оплачен был до'
                  : own.cancelAtPeriodEnd
                    ? 'Не продлевается, работает до'
                    : 'Оплачен до'}{' '}
                {dateInText(own.periodEnd)}
              </p>
            ) : mayBuy ? (
              <BuyKitDialog
                terminalId={terminal.id}
                terminalName={terminal.name}
                kitSlug={kit.slug}
                kitName={kit.name}
                contents={contents}
                offers={offersOf(ctx, catalog, kit)}
                balance={balance}
                mayTopUp={mayTopUp}
                label="Купить"
              />
            ) : (
              <p className="text-ink-2">не куплен</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function offersOf(ctx: Context, catalog: Catalog, kit: Kit): KitOffer[] {
  const plan = catalog.plans.get(kit.planSlug);
  if (!plan) return [];
  return billingPeriods.map((period) => {
    const preview = previewStart(plan, period, 1, today(ctx));
    return {
      period,
      label: periodNames[period],
      total: preview.total,
      nextCharge: dateInText(preview.nextChargeOn),
      saving: preview.savingPerYear > 0 ? `дешевле на ${formatMoney(preview.savingPerYear)} в год` : null,
    };
  });
}
