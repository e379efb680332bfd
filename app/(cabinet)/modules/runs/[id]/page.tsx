import type { Metadata } from 'next';
import { TerminalGroup } from '@/components/installations/terminal-group';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { loadCatalog } from '@/lib/catalog/queries';
import { groupedBy } from '@/lib/core/group';
import { formatMoney } from '@/lib/core/money';
import { counted, momentText } from '@/lib/core/text';
import { runOutcomeNames, runOutcomeTones } from '@/lib/installations/labels';
import { findRun, type InstallationRunView } from '@/lib/installations/runs';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Установка на кассы' };

const order = ['FAILED', 'CANNOT', 'NEEDS', 'WAITING', 'INSTALLED', 'ALREADY', 'GONE'] as const;
const under = new Set(['INSTALLED', 'WAITING', 'FAILED', 'GONE']);
const failed = new Set(['FAILED', 'NEEDS', 'CANNOT']);

export default async function InstallationRunPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const { ctx, allowed, may } = await cabinetPage('modules.read', searchParams);
  if (!allowed) return <NoAccess what="Установка модулей" />;
  const run = await findRun(ctx, (await params).id);
  if (!run) return notThere(ctx, (await params).id);
  const catalog = await loadCatalog(ctx.db);
  const names = run.moduleSlugs.map((slug) => `«${catalog.modules.get(slug)?.name ?? slug}»`).join(', ');
  const waiting = run.lines.filter(({ outcome }) => outcome === 'WAITING').length;
  const asked = run.lines.filter(({ outcome }) => under.has(outcome)).length;
  const [first] = run.moduleSlugs;
  return (
    <>
      <LiveRefresh active={waiting > 0} />
      <PageHeader
        title={`Установка ${names}`}
        back={
          first !== undefined && run.moduleSlugs.length === 1
            ? { href: `/modules/${first}`, label: catalog.modules.get(first)?.name ?? first }
            : { href: '/modules', label: 'Модули' }
        }
        lead={`${run.actorName}, ${momentText(run.createdAt, ctx.clock.now(), ctx.timeZone)}${
          run.charged > 0 ? `, оплачено ${formatMoney(run.charged)}` : ''
        }`}
        action={may('modules.install') ? <Again run={run} /> : null}
      />
      <div className="max-w-3xl">
        {asked > 0 ? (
          <Progress
            label="Кассы установили"
            text={`${String(asked - waiting)} из ${String(asked)}`}
            value={asked - waiting}
            max={asked}
          />
        ) : null}
        {waiting > 0 ? (
          <p className="mt-2 text-ink-2">
            Касса установит модули, когда выйдет на связь. Страницу можно закрыть: всё идёт само.
          </p>
        ) : null}
        <Section
          title="По кассам"
          count={String(run.lines.length)}
          look="plain"
          action={
            run.lines.some(({ outcome }) => failed.has(outcome)) ? (
              <Button size="small" plain href={`/modules/runs/${run.id}/failures`} download>
                Скачать, что не вышло
              </Button>
            ) : null
          }
        >
          <ul aria-label="По кассам" className="divide-y divide-line border-y border-line">
            {order.flatMap((outcome) => {
              const rows = run.lines.filter((line) => line.outcome === outcome);
              return [...groupedBy(rows, ({ reasons }) => reasons.join('\n'))].map(([key, lines]) => (
                <TerminalGroup
                  key={`${outcome} ${key}`}
                  tone={runOutcomeTones[outcome]}
                  title={runOutcomeNames[outcome]}
                  lines={lines[0]?.reasons ?? []}
                  terminals={lines.map(({ terminalId, ...line }) => ({ ...line, id: terminalId }))}
                />
              ));
            })}
          </ul>
        </Section>
      </div>
    </>
  );
}

function Again({ run }: { run: InstallationRunView }) {
  const left = run.lines.filter(({ outcome }) => failed.has(outcome)).length;
  if (left === 0) return null;
  return (
    <Button href={`/modules/install?modules=${run.moduleSlugs.join(',')}&again=${run.id}`}>
      Повторить для {counted(left, ['кассы', 'касс', 'касс'])}
    </Button>
  );
}
