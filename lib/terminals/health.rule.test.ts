import { describe, expect, it } from 'vitest';
import { localDate } from '@/lib/core/local-date';
import { terminalHealth } from './health.rule';
import type { TerminalSignals } from './model';

const now = new Date('2026-11-20T09:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const well: TerminalSignals = {
  lastSeenAt: ago(0.1),
  ofdMode: 'ONLINE_OFD',
  paper: 'OK',
  batteryPercent: 80,
  pendingReceipts: 0,
  oldestPendingAt: null,
  fiscalDriveExpiresOn: localDate('2027-12-01'),
  clockSkewSeconds: 2,
};

describe('health of a terminal', () => {
  it.each<[string, Partial<TerminalSignals>, string, string[]]>([
    ['all well', {}, 'OK', []],
    ['never seen', { lastSeenAt: null }, 'OFFLINE', ['ещё не выходила на связь']],
    ['silent for 23 hours', { lastSeenAt: ago(23) }, 'OK', []],
    ['silent for 25 hours', { lastSeenAt: ago(25) }, 'NEEDS_ATTENTION', ['молчит 1\u00a0день']],
    ['silent for 4 days', { lastSeenAt: ago(96) }, 'OFFLINE', ['молчит 4\u00a0дня']],
    [
      'silent for 26 days',
      { lastSeenAt: ago(26 * 24) },
      'OFFLINE',
      ['молчит 26\u00a0дней, через 4\u00a0дня ФН заблокирует продажи'],
    ],
    [
      'silent for 30 days',
      { lastSeenAt: ago(30 * 24) },
      'OFFLINE',
      ['молчит 30\u00a0дней, ФН блокирует продажи'],
    ],
    [
      'autonomous and silent for 26 days',
      { lastSeenAt: ago(26 * 24), ofdMode: 'AUTONOMOUS' },
      'OFFLINE',
      ['молчит 26\u00a0дней'],
    ],
    ['no paper', { paper: 'OUT' }, 'NEEDS_ATTENTION', ['закончилась чековая лента']],
    ['little paper', { paper: 'LOW' }, 'NEEDS_ATTENTION', ['заканчивается чековая лента']],
    ['battery at 10 %', { batteryPercent: 10 }, 'NEEDS_ATTENTION', ['заряд 10 %']],
    [
      'drive expires in 10 days',
      { fiscalDriveExpiresOn: localDate('2026-11-30') },
      'NEEDS_ATTENTION',
      ['срок ФН истекает 30\u00a0ноября\u00a02026'],
    ],
    [
      'drive expired',
      { fiscalDriveExpiresOn: localDate('2026-11-20') },
      'NEEDS_ATTENTION',
      ['срок ФН истёк, продажи остановлены'],
    ],
    [
      'the clock 3 days behind',
      { clockSkewSeconds: -3 * 86_400 },
      'NEEDS_ATTENTION',
      ['часы кассы отстают на 3\u00a0дня'],
    ],
    ['the clock five minutes ahead', { clockSkewSeconds: 300 }, 'OK', []],
    ['receipts wait for 23 hours', { oldestPendingAt: ago(23) }, 'OK', []],
    [
      'receipts wait for 25 hours',
      { oldestPendingAt: ago(25) },
      'NEEDS_ATTENTION',
      ['чеки ждут отправки в ОФД 1\u00a0день'],
    ],
    [
      'receipts wait on an autonomous terminal',
      { oldestPendingAt: ago(48), ofdMode: 'AUTONOMOUS' },
      'OK',
      [],
    ],
    [
      'receipts wait for two days',
      { oldestPendingAt: ago(48) },
      'NEEDS_ATTENTION',
      ['чеки ждут отправки в ОФД 2\u00a0дня'],
    ],
  ])('%s', (_, change, health, reasons) => {
    const found = terminalHealth({ ...well, ...change }, now, 'Europe/Moscow');
    expect(found.health).toBe(health);
    expect(found.reasons.map((reason) => reason.text)).toEqual(reasons);
  });
});
