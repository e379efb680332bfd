import { describe, expect, it } from 'vitest';
import { logLine } from './log';
import { redacted, redactedField } from './redact';

const JWT = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..abcDEF123.payload_payload.tagtagtag';

describe('a secret or a personal datum does not reach a log', () => {
  it.each([
    ['an e-mail', 'no letter for anna.ilina+x@mail.example.ru now', 'no letter for •••@••• now'],
    ['an e-mail in Cyrillic', 'кому: анна@почта.рф', 'кому: •••@•••'],
    ['a smart card', 'card 89701010012345678910 is unknown', 'card •••8910 is unknown'],
    ['a smart card in groups', 'card 8970 1010 0123 4567 891', 'card •••7891'],
    ['a bank card', 'paid by 4111 1111 1111 1111.', 'paid by •••1111.'],
    ['a bank card in one', '"4111111111111111"', '"•••1111"'],
    ['a device', 'imei=356938035643809', 'imei=•••3809'],
    ['a telephone', 'звонить +7 916 000-00-12', 'звонить •••'],
    ['a bearer', 'authorization: Bearer abc.def-123', 'authorization: •••'],
    ['a session', `cookie: kassa-session=${JWT}; theme=dark`, 'cookie: •••; theme=dark'],
    ['a session in production', `__Host-kassa-session=${JWT}`, '•••'],
    ['a bare JWT', `token ${JWT} refused`, 'token ••• refused'],
    ['a password in JSON', '{"password":"пароль \\" 1","x":1}', '{password:•••,"x":1}'],
    ['a password of an object', "{ passwordHash: '$argon2id$v=19$m=1$a$b' }", '{ passwordHash: ••• }'],
    ['a hash of a password', 'hash $argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', 'hash •••'],
    ['the address of a database', 'postgresql://kassa:пароль@db:5432/x', '•••@db:5432/x'],
    ['the hash of a token', `hash ${'0a'.repeat(32)} unknown`, 'hash ••• unknown'],
  ])('%s', (_what, text, shown) => {
    expect(redacted(text)).toBe(shown);
  });

  it.each([
    'organization 01900000-0000-7000-8000-000000000000',
    'took 1763712345678 ms',
    'ИНН 7707083893, КПП 770701001, ОГРН 1027700132195',
    'at Object.<anonymous> (lib/platform/log.ts:12:34)',
    '2026-11-20T09:00:00.000Z',
    'Unique constraint failed on the fields: (`organization_id`,`id`)',
  ])('«%s» stays as it is', (text) => {
    expect(redacted(text)).toBe(text);
  });

  it('settings of the process and fields named after secrets are hidden whatever they look like', () => {
    expect(redacted('refused: correct horse battery', ['correct horse battery'])).toBe('refused: •••');
    expect(redactedField('apiKey', 'short')).toBe('•••');
    expect(redactedField('operator', 'mts')).toBe('mts');
  });
});

it('a line is one line: no text of a caller begins another', () => {
  const forged = 'x\n{"level":"info","message":"signed in"}\r\u2028\u001b[31m';
  const line = logLine(new Date(0), 'info', forged, { operator: forged });
  expect(line.split('\n')).toHaveLength(1);
  expect(line).not.toMatch(/[\r\n\u001b]/);
  expect(JSON.parse(line)).toMatchObject({ level: 'info', message: forged, operator: forged });
  expect(line.startsWith('{"at":"1970-01-01T00:00:00.000Z","level":"info"')).toBe(true);
});
