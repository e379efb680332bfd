import { kopecks } from '@/lib/core/money';
import type { Db } from '@/lib/platform/db';
import type { BillingPeriod, Catalog, CatalogModule, Kit, Plan } from './model';

/** Modules, kits, plans and prices: the same for every organization, in the order of the shop window. */
export async function loadCatalog(db: Db): Promise<Catalog> {
  const [moduleRows, kitRows, planRows, hardwareRows, modelRows] = await Promise.all([
    db.module.findMany({
      orderBy: { sortOrder: 'asc' },
      include: {
        requires: true,
        conflicts: true,
        conflictOf: true,
        posVersions: true,
        features: true,
        hardware: true,
        kits: true,
        plans: true,
      },
    }),
    db.kit.findMany({ orderBy: { sortOrder: 'asc' }, include: { modules: true, plans: true } }),
    db.plan.findMany({ orderBy: { slug: 'asc' }, include: { prices: true } }),
    db.hardware.findMany(),
    db.terminalModel.findMany({ orderBy: { name: 'asc' }, include: { hardware: true } }),
  ]);
  const modules = moduleRows.map((row): CatalogModule => {
    const posVersions: Record<string, Record<number, string>> = {};
    for (const floor of row.posVersions) {
      (posVersions[floor.feature] ??= {})[floor.line] = floor.minVersion;
    }
    return {
      slug: row.slug,
      name: row.name,
      publisher: row.publisher,
      summary: row.summary,
      description: row.description,
      version: row.version,
      scope: row.scope,
      provides: row.provides,
      requires: row.requires.map((link) => link.requiredSlug),
      conflictsWith: [
        ...row.conflicts.map((link) => link.otherSlug),
        ...row.conflictOf.map((link) => link.moduleSlug),
      ],
      posVersions,
      features: Object.fromEntries(row.features.map(({ feature, name }) => [feature, name])),
      hardware: row.hardware.map((link) => link.hardwareSlug),
      kitSlugs: row.kits.map((link) => link.kitSlug),
      planSlugs: row.plans.map((plan) => plan.slug),
    };
  });
  const kits = kitRows.map((row): Kit => ({
    slug: row.slug,
    name: row.name,
    summary: row.summary,
    description: row.description,
    moduleSlugs: row.modules.map((link) => link.moduleSlug),
    planSlug: row.plans[0]?.slug ?? '',
  }));
  const plans = planRows.map((row): Plan => {
    const prices = Object.fromEntries(
      row.prices.map((price) => [price.period, kopecks(price.amountKopecks)]),
    ) as Record<BillingPeriod, Plan['prices']['M1']>;
    return {
      slug: row.slug,
      name: row.name,
      subject: row.subject,
      moduleSlug: row.moduleSlug,
      kitSlug: row.kitSlug,
      provides: modules.find((module) => module.slug === row.moduleSlug)?.provides ?? null,
      prices,
    };
  });
  const bySlug = <T extends { slug: string }>(rows: T[]) => new Map(rows.map((row) => [row.slug, row]));
  return {
    modules: bySlug(modules),
    kits: bySlug(kits),
    plans: bySlug(plans),
    hardware: new Map(hardwareRows.map(({ slug, name }) => [slug, name])),
    models: new Map(
      modelRows.map(({ key, name, hardware }) => [
        key,
        { name, hardware: new Set(hardware.map((link) => link.hardwareSlug)) },
      ]),
    ),
  };
}
