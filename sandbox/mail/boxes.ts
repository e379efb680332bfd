import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

export type Envelope = { from: string; to: string };
export type Entry = Envelope & {
  id: string;
  /** Unix milliseconds */
  at: number;
  messageId: string;
  /** how often the same message has come; one copy is kept, as mailboxes do */
  copies: number;
};

const MOST_LETTERS = 5_000;

const headerOf = (raw: string, name: string): string => {
  const head = raw.slice(0, raw.search(/\r?\n\r?\n/)).replace(/\r?\n[ \t]+/g, ' ');
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
};

/** Letters as files, each with the lines that a mail server puts before it; on disk before the sender is told 250. */
export function openBoxes(dataDir: string) {
  const dir = join(dataDir, 'mail');
  mkdirSync(dir, { recursive: true });
  const entries: Entry[] = [];
  const known = new Map<string, Entry>();
  const keyOf = ({ messageId, to }: Pick<Entry, 'messageId' | 'to'>) => `${messageId} ${to.toLowerCase()}`;
  const pathOf = (entry: Entry) => join(dir, `${String(entry.at).padStart(15, '0')}-${entry.id}.eml`);

  const remember = (entry: Entry) => {
    entries.push(entry);
    if (entry.messageId) known.set(keyOf(entry), entry);
    for (const old of entries.splice(0, Math.max(0, entries.length - MOST_LETTERS))) {
      known.delete(keyOf(old));
      rmSync(pathOf(old), { force: true });
    }
  };

  for (const name of readdirSync(dir).sort()) {
    const [, at, id] = /^(\d{15})-([\w-]+)\.eml$/.exec(name) ?? [];
    if (!at || !id) continue;
    const raw = readFileSync(join(dir, name), 'latin1');
    remember({
      id,
      at: Number(at),
      from: headerOf(raw, 'Return-Path').replace(/^<|>$/g, ''),
      to: headerOf(raw, 'Delivered-To'),
      messageId: headerOf(raw, 'Message-ID'),
      copies: 1,
    });
  }

  return {
    entries: entries as readonly Entry[],
    read: (entry: Entry): Buffer => readFileSync(pathOf(entry)),
    /** @returns false: this very message is in the box already */
    put({ from, to }: Envelope, message: Buffer): boolean {
      const messageId = headerOf(message.toString('latin1'), 'Message-ID');
      const same = messageId ? known.get(keyOf({ messageId, to })) : undefined;
      if (same) {
        same.copies += 1;
        return false;
      }
      const entry: Entry = { id: randomUUID(), at: Date.now(), from, to, messageId, copies: 1 };
      const whole = Buffer.concat([
        Buffer.from(`Return-Path: <${from}>\r\nDelivered-To: ${to}\r\n`),
        message,
      ]);
      const part = join(dir, `${entry.id}.part`);
      const file = openSync(part, 'w');
      writeSync(file, whole);
      fsyncSync(file);
      closeSync(file);
      renameSync(part, pathOf(entry));
      remember(entry);
      return true;
    },
  };
}
