import type { Catalog } from './model';

export type HardwareVerdict = 'OK' | 'MISSING' | 'UNKNOWN';

/** One name of a model: «Эвотор 7.3», «7_3» and «EVOTOR 7.3» are 73. */
export const modelKey = (model: string): string =>
  model
    .toLowerCase()
    .replace(/эвотор|evotor/, '')
    .replace(/атол/, 'atol')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Whether a terminal of this model has some hardware; a model that the catalogue does not know is UNKNOWN. */
export function checkHardware(
  catalog: Pick<Catalog, 'models'>,
  model: string,
  hardware: string,
): HardwareVerdict {
  const known = catalog.models.get(modelKey(model));
  if (!known) return 'UNKNOWN';
  return known.hardware.has(hardware) ? 'OK' : 'MISSING';
}

/** Names of the models that have all of it. */
export const modelsWith = (catalog: Pick<Catalog, 'models'>, hardware: readonly string[]): string[] =>
  [...catalog.models.values()]
    .filter((model) => hardware.every((each) => model.hardware.has(each)))
    .map((model) => model.name);
