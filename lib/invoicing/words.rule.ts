import { type Kopecks } from '@/lib/core/money';
import { plural, type PluralForms } from '@/lib/core/text';

const HUNDREDS = ' сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'.split(' ');
const TENS = '  двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'.split(' ');
const UNITS =
  ' один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать'.split(
    ' ',
  );
const FEMININE: Readonly<Record<number, string>> = { 1: 'одна', 2: 'две' };

const SCALES: readonly { readonly forms: PluralForms; readonly feminine: boolean }[] = [
  { forms: ['рубль', 'рубля', 'рублей'], feminine: false },
  { forms: ['тысяча', 'тысячи', 'тысяч'], feminine: true },
  { forms: ['миллион', 'миллиона', 'миллионов'], feminine: false },
  { forms: ['миллиард', 'миллиарда', 'миллиардов'], feminine: false },
];

function threeDigits(value: number, feminine: boolean): string[] {
  const rest = value % 100;
  const words = [HUNDREDS[Math.floor(value / 100)]];
  const unit = rest < 20 ? rest : rest % 10;
  if (rest >= 20) words.push(TENS[Math.floor(rest / 10)]);
  words.push((feminine ? FEMININE[unit] : undefined) ?? UNITS[unit]);
  return words.filter((word): word is string => Boolean(word));
}

/** «Одна тысяча двести девяносто рублей 50 копеек», as documents write a sum. From 0 to a billion roubles and more. */
export function sumInWords(amount: Kopecks): string {
  const whole = Math.trunc(amount / 100);
  const rest = amount % 100;
  const words: string[] = [];
  for (let scale = SCALES.length - 1; scale >= 0; scale -= 1) {
    const { forms, feminine } = SCALES[scale] ?? { forms: ['', '', ''], feminine: false };
    const part = Math.floor(whole / 1000 ** scale) % 1000;
    if (scale > 0 && part === 0) continue;
    words.push(...threeDigits(part, feminine), plural(part, forms));
  }
  if (whole === 0) words.unshift('ноль');
  const text = words.join(' ');
  const kopecksWord = plural(rest, ['копейка', 'копейки', 'копеек']);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} ${String(rest).padStart(2, '0')} ${kopecksWord}`;
}
