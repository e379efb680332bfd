import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { SimModuleGate } from '@/components/sim-cards/module-gate';
import { LimitPolicyForm } from '@/components/sim-cards/one-card/limit-policy-form';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { Link } from '@/components/ui/link';
import { isModuleUsable } from '@/lib/installations/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { SIM_CARD_MODULE } from '@/lib/sim-cards/model';
import { limitText } from '@/lib/sim-cards/usage/labels';
import { limitPolicy } from '@/lib/sim-cards/usage/queries';
import { hoursText } from '@/lib/stores/hours.rule';
import { listStores } from '@/lib/stores/queries';

export const metadata: Metadata = { title: 'Лимит трафика' };

export default async function LimitsPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('simCards.read', searchParams);
  if (!page.allowed) return <NoAccess what="Смарт-карты" />;
  const { ctx } = page;
  if (!(await isModuleUsable(ctx, SIM_CARD_MODULE))) {
    return <SimModuleGate mayInstall={page.may('modules.install')} />;
  }
  const [policy, stores] = await Promise.all([limitPolicy(ctx), listStores(ctx)]);
  const mayChange = page.may('simCards.manage') && page.session.ctx.storeIds === null;
  return (
    <>
      <PageHeader title="Лимит трафика" back={{ href: '/sim-cards', label: 'Смарт-карты' }} />
      {mayChange ? (
        <LimitPolicyForm policy={policy} />
      ) : (
        <div className="grid gap-2">
          <p>Лимит на карту: {limitText(policy.dataLimitMb)}.</p>
          <p className="text-ink-2">Общий лимит меняет тот, у кого есть доступ ко всем магазинам.</p>
        </div>
      )}
      <Section title="Часы работы магазинов" lead="В эти часы карты не отключаются за лимит.">
        <DefinitionList>
          {stores.map(({ id, name, hours }) => (
            <Fact
              key={id}
              term={name}
              action={
                <Link href={`/stores/${id}#hours`}>
                  {page.may('stores.manage') ? 'Изменить' : 'Открыть'}
                  <span className="sr-only"> часы магазина {name}</span>
                </Link>
              }
            >
              {hours ? hoursText(hours) : 'Не указаны: карты не отключаются'}
            </Fact>
          ))}
        </DefinitionList>
      </Section>
    </>
  );
}
