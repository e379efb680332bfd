import { notFound, redirect } from 'next/navigation';
import { NoAccess } from '@/components/layout/no-access';
import { capabilityAt, providerOf } from '@/lib/catalog/lookup.rule';
import { loadCatalog } from '@/lib/catalog/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

/** The way to a module for those who know only what it brings. */
export default async function ProviderPage({
  params,
  searchParams,
}: {
  params: Promise<{ capability: string }>;
  searchParams: SearchParams;
}) {
  const { ctx, allowed, params: query } = await cabinetPage('modules.read', searchParams);
  if (!allowed) return <NoAccess what="Модули" />;
  const capability = capabilityAt((await params).capability);
  const module = capability && providerOf(await loadCatalog(ctx.db), capability);
  if (!module) notFound();
  const { store } = query;
  redirect(`/modules/${module.slug}${store ? `?store=${store}` : ''}`);
}
