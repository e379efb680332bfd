import type { Catalog, CatalogModule, ModuleCapability } from './model';
import { moduleCapabilities } from './model';

/** The module that brings a capability; null: the catalogue has none. */
export function providerOf(
  catalog: Pick<Catalog, 'modules'>,
  capability: ModuleCapability,
): CatalogModule | null {
  for (const module of catalog.modules.values()) if (module.provides === capability) return module;
  return null;
}

const PLACE = '/modules/of/';

/** Address of the module that brings a capability, for those who do not know its name. */
export const providerHref = (capability: ModuleCapability): string =>
  PLACE + capability.toLowerCase().replaceAll('_', '-');

/** The capability of such an address; undefined: none. */
export const capabilityAt = (text: string): ModuleCapability | undefined =>
  moduleCapabilities.find((capability) => providerHref(capability) === PLACE + text);
