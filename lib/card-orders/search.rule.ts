const LARGEST_NUMBER = 2_147_483_647;
const SHORTEST = 2;

/** What a typed search looks for; null: too short to look for. */
export interface OrderSearch {
  /** «12», «№ 12», «заказ № 12» */
  readonly number: number | null;
  /** part of a name of a line, of its terminal or of a tracking number */
  readonly text: string;
  /** a tracking number is typed with spaces too */
  readonly tracking: string;
}

/** `%`, `_` and `\\` are looked for as they are. */
const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&');

export function orderSearch(typed: string): OrderSearch | null {
  const text = typed.trim().replace(/\s+/g, ' ');
  const digits = /^(?:заказ\s*)?(?:№\s*)?(\d{1,10})$/iu.exec(text)?.[1];
  const number = digits !== undefined && Number(digits) <= LARGEST_NUMBER ? Number(digits) : null;
  if (number === null && text.length < SHORTEST) return null;
  return { number, text: literally(text), tracking: literally(text.replace(/[\s-]/g, '')) };
}
