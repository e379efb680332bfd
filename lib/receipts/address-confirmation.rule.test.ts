import { describe, expect, it } from 'vitest';
import {
  type AddressFacts,
  addressState,
  linkExpiry,
  needsLetter,
  nextLetterAt,
  pressed,
} from './address-confirmation.rule';

const now = new Date('2026-11-20T09:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const asked: AddressFacts = {
  confirmedAt: null,
  isAsked: true,
  letters: 1,
  askedAt: ago(30),
  expiresAt: new Date('2026-11-27T08:30:00Z'),
  sentAt: ago(29),
  refusal: null,
};

describe('a default address', () => {
  it.each([
    ['nobody was asked', null, 'NOT_ASKED', true],
    ['the letter is in the queue', { sentAt: null }, 'WAITING', false],
    ['the letter has gone', {}, 'SENT', false],
    ['the owner has agreed', { confirmedAt: ago(5) }, 'CONFIRMED', false],
    ['the owner agreed, then the link ended', { confirmedAt: ago(5), expiresAt: ago(1) }, 'CONFIRMED', false],
    ['the server refused', { refusal: '550 5.1.1' }, 'REFUSED', true],
    ['the letter came back after it had gone', { refusal: 'нет ящика', sentAt: ago(9) }, 'REFUSED', true],
    ['refused a moment ago', { refusal: '550', askedAt: ago(0.5) }, 'REFUSED', false],
    ['nobody pressed', { expiresAt: ago(0) }, 'EXPIRED', true],
    ['it was left and is wanted again', { isAsked: false }, 'NOT_ASKED', true],
    ['left and wanted again at once', { isAsked: false, askedAt: ago(0.5) }, 'NOT_ASKED', false],
  ] as const)('%s', (_, change, state, needs) => {
    const facts = change && { ...asked, ...change };
    expect([addressState(facts, now), needsLetter(facts, now)]).toEqual([state, needs]);
  });

  it('is written to ever more seldom', () => {
    const minutes = [0, 1, 2, 3, 4, 5, 6, 7, 40].map((letters) => {
      const next = nextLetterAt({ letters, askedAt: now });
      return next && (next.getTime() - now.getTime()) / 60_000;
    });
    expect(minutes).toEqual([null, 1, 5, 15, 60, 240, 1_440, 1_440, 1_440]);
  });

  it('gives a week to press', () => {
    expect(linkExpiry(now).toISOString()).toBe('2026-11-27T09:00:00.000Z');
  });

  it.each([
    [null, 'UNKNOWN'],
    [{ confirmedAt: null, expiresAt: linkExpiry(now) }, 'CONFIRM'],
    [{ confirmedAt: null, expiresAt: now }, 'EXPIRED'],
    [{ confirmedAt: ago(1), expiresAt: now }, 'ALREADY'],
  ] as const)('%j pressed is %s', (facts, outcome) => {
    expect(pressed(facts, now)).toBe(outcome);
  });
});
