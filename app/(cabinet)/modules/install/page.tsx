import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NoAccess } from '@/components/layout/no-access';
import { loadCatalog } from '@/lib/catalog/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { namedTerminals } from '@/lib/terminals/queries';
import { InstallScreen } from '../install-screen';

export const metadata: Metadata = { title: 'Установка модулей' };

const MOST = 20;

/** Several modules at once: `?modules=a,b`. */
export default async function InstallModulesPage({ searchParams }: { searchParams: SearchParams }) {
  const page = await cabinetPage('modules.install', searchParams);
  if (!page.allowed) return <NoAccess what="Установка модулей" />;
  const catalog = await loadCatalog(page.ctx.db);
  const moduleSlugs = [...new Set((page.params['modules'] ?? '').split(','))];
  const fit = moduleSlugs.every((slug) => catalog.modules.get(slug)?.scope === 'TERMINAL');
  if (!fit || moduleSlugs.length > MOST) notFound();
  const back = { href: '/modules/kits', label: 'Комплекты' };
  const named = namedTerminals((await searchParams)['terminal']);
  return <InstallScreen {...{ page, catalog, back, moduleSlugs, named }} />;
}
