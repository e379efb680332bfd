/** Ids of the cloud come in letters of either case and are the same without it (domain.md B1.2). */
export const cloudKey = (id: string): string => id.trim().toLowerCase();

/** Zones of Russia by minutes ahead of UTC. */
const ZONES: Readonly<Record<number, string>> = {
  120: 'Europe/Kaliningrad',
  180: 'Europe/Moscow',
  240: 'Europe/Samara',
  300: 'Asia/Yekaterinburg',
  360: 'Asia/Omsk',
  420: 'Asia/Krasnoyarsk',
  480: 'Asia/Irkutsk',
  540: 'Asia/Yakutsk',
  600: 'Asia/Vladivostok',
  660: 'Asia/Magadan',
  720: 'Asia/Kamchatka',
};

/** The zone of a store by the clocks of its terminals; null: they say nothing, not the same, or an unknown offset. */
export function zoneOf(offsets: readonly (number | null)[]): string | null {
  const [offset, ...others] = new Set(offsets.filter((each) => each !== null));
  return offset === undefined || others.length > 0 ? null : (ZONES[offset] ?? null);
}

/** One spelling of a name or an address for comparing: case, ё, signs and gaps do not matter. */
export const plainText = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** As on the sticker of a terminal: 14 digits. */
export const isSerialNumber = (text: string | null): text is string => text !== null && /^\d{14}$/.test(text);
