import { kopecks } from '@/lib/core/money';
import type { Good } from '@/lib/devices/till/model';

const good = (name: string, price: number, vat: Good['vat'], unit: Good['unit'] = 'PIECE'): Good => ({
  name,
  price: kopecks(price),
  vat,
  unit,
});

/** What lies on the keys of the till: a baker's with coffee, some of it by weight. */
export const goods: readonly Good[] = [
  good('Хлеб «Бородинский»', 8_990, '10'),
  good('Батон нарезной', 6_450, '10'),
  good('Булочка с корицей', 9_500, '10'),
  good('Круассан', 13_000, '10'),
  good('Пирог с капустой', 59_000, '10', 'WEIGHT'),
  good('Сыр «Российский»', 89_900, '10', 'WEIGHT'),
  good('Яблоки', 14_990, '10', 'WEIGHT'),
  good('Молоко 2,5 %', 9_990, '10'),
  good('Капучино', 22_000, '22'),
  good('Чай чёрный', 15_000, '22'),
  good('Вода 0,5 л', 7_000, '22'),
  good('Открытка', 5_000, 'NONE'),
  good('Пакет', 1_000, '22'),
  good('Торт на заказ', 1_250_000, '22'),
];
