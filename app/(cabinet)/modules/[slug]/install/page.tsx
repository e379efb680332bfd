import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NoAccess } from '@/components/layout/no-access';
import { loadCatalog } from '@/lib/catalog/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { namedTerminals } from '@/lib/terminals/queries';
import { InstallScreen } from '../../install-screen';

export const metadata: Metadata = { title: 'Установка модуля' };

export default async function InstallModulePage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: SearchParams;
}) {
  const page = await cabinetPage('modules.install', searchParams);
  if (!page.allowed) return <NoAccess what="Установка модуля" />;
  const catalog = await loadCatalog(page.ctx.db);
  const module = catalog.modules.get((await params).slug);
  if (module?.scope !== 'TERMINAL') notFound();
  const back = { href: `/modules/${module.slug}`, label: module.name };
  const named = namedTerminals((await searchParams)['terminal']);
  return <InstallScreen {...{ page, catalog, back, named }} moduleSlugs={[module.slug]} />;
}
