import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { QrCode } from '@/components/ui/qr-code';
import { cellsOfOutline, readCode } from '@/lib/testing/qr';

it.each([
  'https://kassa.example/api/device/v1/pair#ABCD2345',
  't=20261120T1405&s=597.00&fn=9960440300112233&i=4021&fp=0042424242&n=1',
])('%s is read off the screen by another library, with its white around it', (text) => {
  const drawn = renderToStaticMarkup(createElement(QrCode, { text, label: 'Код' }));
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(drawn)?.[1]);
  const cells = cellsOfOutline(drawn, side);
  expect(cells.slice(0, 4).flat()).not.toContain(true);
  expect(readCode(cells, 0)).toBe(text);
});
