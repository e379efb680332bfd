import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { InstallForm, type InstallLine } from '@/components/installations/install-form';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { EmptyState } from '@/components/ui/empty-state';
import { Tabs } from '@/components/ui/tabs';
import { loadCatalog } from '@/lib/catalog/queries';
import { reasonText } from '@/lib/installations/labels';
import { planInstallation, type TerminalPlan } from '@/lib/installations/plan.rule';
import { terminalFacts } from '@/lib/installations/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { namedTerminals, terminalOptions } from '@/lib/terminals/queries';

export const metadata: Metadata = { title: 'Установка модуля' };

export default async function InstallModulePage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: SearchParams;
}) {
  const { ctx, params: query, allowed } = await cabinetPage('modules.install', searchParams);
  if (!allowed) return <NoAccess what="Установка модуля" />;
  const catalog = await loadCatalog(ctx.db);
  const module = catalog.modules.get((await params).slug);
  if (module?.scope !== 'TERMINAL') notFound();
  const complete = query['complete'] === '1';
  // Chosen in the list of terminals: the plan is of these alone.
  const named = namedTerminals((await searchParams)['terminal']);
  const all = await terminalOptions(ctx);
  const terminals = named.length > 0 ? all.filter(({ id }) => named.includes(id)) : all;
  const facts = await terminalFacts(
    ctx,
    terminals.map((terminal) => terminal.id),
  );
  const words = (plan: TerminalPlan): string => {
    if (plan.verdict === 'ALREADY') return 'уже установлен или устанавливается';
    if (plan.verdict !== 'INSTALL')
      return plan.reasons.map((reason) => reasonText(catalog, reason)).join('; ');
    const names = plan.missing.map((slug) => `«${catalog.modules.get(slug)?.name ?? slug}»`);
    return names.length > 0 ? `будет установлен вместе с ${names.join(', ')}` : 'будет установлен';
  };
  const lines = terminals.flatMap((terminal): InstallLine[] => {
    const fact = facts.get(terminal.id);
    if (!fact) return [];
    const plan = planInstallation(catalog, [module.slug], fact, complete);
    return [
      {
        terminalId: terminal.id,
        name: terminal.name,
        storeName: terminal.storeName,
        fit: plan.verdict === 'INSTALL',
        words: words(plan),
      },
    ];
  });
  const base = `/modules/${module.slug}/install`;
  const kept = named.map((id) => ['terminal', id]);
  const hrefOf = (more: string[][]) => {
    const text = new URLSearchParams([...kept, ...more]).toString();
    return text ? `${base}?${text}` : base;
  };
  return (
    <>
      <PageHeader
        title={`Установить «${module.name}»`}
        back={{ href: `/modules/${module.slug}`, label: module.name }}
        lead="Против каждой кассы — что произойдёт. Неподходящие кассы не мешают остальным."
      />
      {module.requires.length > 0 ? (
        <div className="mb-4">
          <Tabs
            label="Что устанавливать"
            tabs={[
              { href: hrefOf([]), label: 'Только этот модуль', current: !complete },
              { href: hrefOf([['complete', '1']]), label: 'И недостающие', current: complete },
            ]}
          />
        </div>
      ) : null}
      {lines.length === 0 ? (
        <EmptyState title="Касс пока нет">
          Подключите кассу к кабинету, и модуль можно будет установить.
        </EmptyState>
      ) : (
        <InstallForm key={String(complete)} moduleSlug={module.slug} complete={complete} lines={lines} />
      )}
    </>
  );
}
