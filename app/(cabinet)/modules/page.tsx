import type { Metadata } from 'next';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Badge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import type { Catalog, CatalogModule, Kit } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { priceWords } from '@/lib/catalog/words';
import { counted, dateInText } from '@/lib/core/text';
import type { CabinetInstallation } from '@/lib/installations/model';
import { cabinetInstallations, installationCounts } from '@/lib/installations/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Модули' };

export default async function ModulesPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, allowed } = await cabinetPage('modules.read', searchParams);
  if (!allowed) return <NoAccess what="Модули" />;
  const [catalog, cabinet, counts] = await Promise.all([
    loadCatalog(ctx.db),
    cabinetInstallations(ctx),
    installationCounts(ctx),
  ]);
  return (
    <>
      <PageHeader
        title="Модули"
        lead="Что умеют ваши кассы и кабинет: что установлено, что нужно и сколько стоит."
      />
      <div className="max-w-4xl">
        <Section title="Каталог">
          <ul className="divide-y divide-line">
            {[...catalog.modules.values()].map((module) => (
              <li
                key={module.slug}
                className="relative grid gap-x-6 gap-y-1.5 py-4 md:grid-cols-[minmax(0,1fr)_12rem_11rem]"
              >
                <div className="min-w-0">
                  <p className="text-16 font-semibold">
                    <Link href={`/modules/${module.slug}`} look="row" stretched>
                      {module.name}
                    </Link>
                  </p>
                  <p className="text-ink-2">{module.summary}</p>
                  <p className="text-13 text-ink-2">
                    {module.publisher}, версия {module.version}
                  </p>
                </div>
                <InstalledWhere
                  module={module}
                  cabinet={cabinet.get(module.slug)}
                  count={counts.get(module.slug) ?? 0}
                />
                <p className="text-ink-2 md:text-end">{priceWords(catalog, module)}</p>
              </li>
            ))}
          </ul>
        </Section>
        <Section
          title="Комплекты"
          lead="Комплект оплачивается за каждую кассу и даёт право на все свои модули."
          action={<Link href="/modules/kits">Сравнить комплекты</Link>}
        >
          <ul className="divide-y divide-line">
            {[...catalog.kits.values()].map((kit) => (
              <KitLine key={kit.slug} kit={kit} catalog={catalog} />
            ))}
          </ul>
        </Section>
      </div>
    </>
  );
}

function InstalledWhere({
  module,
  cabinet,
  count,
}: {
  module: CatalogModule;
  cabinet: CabinetInstallation | undefined;
  count: number;
}) {
  if (module.scope === 'ORGANIZATION') {
    if (!cabinet) return <Badge tone="off">Не установлен</Badge>;
    if (cabinet.state === 'REMOVING' && cabinet.endsOn)
      return <Badge tone="attention">До {dateInText(cabinet.endsOn)}</Badge>;
    return <Badge tone="works">Установлен</Badge>;
  }
  return count > 0 ? (
    <Link href={`/modules/${module.slug}#places`} className="relative z-1 h-fit w-fit">
      <Badge tone="works">На {counted(count, ['кассе', 'кассах', 'кассах'])}</Badge>
    </Link>
  ) : (
    <Badge tone="off">Не установлен</Badge>
  );
}

function KitLine({ kit, catalog }: { kit: Kit; catalog: Catalog }) {
  const names = kit.moduleSlugs.map((slug) => `«${catalog.modules.get(slug)?.name ?? slug}»`).join(', ');
  return (
    <li className="grid gap-x-6 gap-y-1 py-4 md:grid-cols-[minmax(0,1fr)_16rem]">
      <div className="min-w-0">
        <p className="text-16 font-semibold">{kit.name}</p>
        <p className="text-ink-2">
          {kit.summary}. Состав: {names}
        </p>
      </div>
      <p className="text-ink-2 md:text-end">{priceWords(catalog, kit)}</p>
    </li>
  );
}
