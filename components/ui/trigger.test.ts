import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createElement, lazy, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Icon } from './icon';
import { Menu } from './menu';

const root = path.resolve(import.meta.dirname, '../..');
const screens = ['app', 'components'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.includes('.test.'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
);

const Opener = ({ trigger }: { trigger: ReactElement }) => Menu({ trigger, children: null });

it('a menu takes its button ready: one that is still on its way from the server breaks the page', () => {
  const page = (trigger: ReactElement) => renderToString(createElement(Opener, { trigger }));
  expect(page(createElement(Icon, { name: 'download' }))).toContain('aria-hidden');
  const onItsWay = lazy(() => Promise.resolve({ default: Icon })) as unknown as ReactElement;
  expect(() => page(onItsWay)).toThrow(/Element type is invalid/);
});

it('so whoever passes a button to open something is made in the browser as a whole', () => {
  const openers = screens
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')] as const)
    .filter(([, text]) => /\strigger=\{/.test(text));
  expect(openers.length).toBeGreaterThan(15);
  expect(openers.filter(([, text]) => !text.startsWith("'use client'")).map(([file]) => file)).toEqual([]);
});
