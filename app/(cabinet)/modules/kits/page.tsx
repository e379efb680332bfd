import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { Link } from '@/components/ui/link';
import { separately } from '@/lib/catalog/cover.rule';
import { planTitle } from '@/lib/catalog/labels';
import { type BillingPeriod, billingPeriods, type Catalog, type Kit, periodNames } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { formatMoney, kopecks } from '@/lib/core/money';
import { counted } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { livingSubscriptions } from '@/lib/subscriptions/queries';

export const metadata: Metadata = { title: 'Комплекты' };

export default async function KitsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, allowed, may } = await cabinetPage('modules.read', searchParams);
  if (!allowed) return <NoAccess what="Комплекты" />;
  const catalog = await loadCatalog(ctx.db);
  const kits = [...catalog.kits.values()];
  const paid = await livingSubscriptions(ctx, { planSlugs: kits.map(({ planSlug }) => planSlug) });
  return (
    <>
      <PageHeader
        title="Комплекты"
        back={{ href: '/modules', label: 'Модули' }}
        lead="Комплект оплачивается за каждую кассу и даёт право на все свои модули. Какой дешевле, кабинет подскажет при установке."
      />
      <div className="max-w-3xl">
        {kits.map((kit) => (
          <KitSection
            key={kit.slug}
            catalog={catalog}
            kit={kit}
            paid={paid.filter(({ planSlug }) => planSlug === kit.planSlug).length}
            mayInstall={may('modules.install')}
          />
        ))}
      </div>
    </>
  );
}

function KitSection({
  catalog,
  kit,
  paid,
  mayInstall,
}: {
  catalog: Catalog;
  kit: Kit;
  paid: number;
  mayInstall: boolean;
}) {
  const plan = catalog.plans.get(kit.planSlug);
  return (
    <Section
      title={kit.name}
      lead={kit.description}
      action={
        mayInstall ? (
          <Button
            href={`/modules/install?modules=${kit.moduleSlugs.join(',')}`}
            aria-label={`Установить модули комплекта «${kit.name}»`}
          >
            Установить на кассы
          </Button>
        ) : null
      }
    >
      <DefinitionList>
        <Fact term="Модули">
          {kit.moduleSlugs.map((slug) => (
            <span key={slug} className="block py-0.5">
              <Link href={`/modules/${slug}`}>{catalog.modules.get(slug)?.name ?? slug}</Link>
            </span>
          ))}
        </Fact>
        {plan ? (
          <Fact term="Цена за кассу">
            {billingPeriods.map((period) => (
              <span key={period} className="block">
                {formatMoney(plan.prices[period])} {periodNames[period]}
                <Saving {...{ catalog, kit, period }} price={plan.prices[period]} />
              </span>
            ))}
          </Fact>
        ) : null}
        <Fact term="Оплачен">
          {paid > 0 ? `на ${counted(paid, ['кассе', 'кассах', 'кассах'])}` : 'пока ни на одной кассе'}
        </Fact>
      </DefinitionList>
    </Section>
  );
}

/** Against buying what it holds apart from it; nothing is said when that is not possible or not dearer. */
function Saving({
  catalog,
  kit,
  period,
  price,
}: {
  catalog: Catalog;
  kit: Kit;
  period: BillingPeriod;
  price: number;
}) {
  const apart = separately(catalog, kit, period);
  if (!apart || apart.price <= price) return null;
  const parts = apart.planSlugs.map((slug) => planTitle(catalog, slug)).join(' и ');
  return (
    <span className="block text-13 text-ink-2">
      дешевле на {formatMoney(kopecks(apart.price - price))}, чем {parts} по отдельности
    </span>
  );
}
