import { deviceText } from '@/lib/access/device.rule';
import { localDateAt } from '@/lib/core/local-date';
import { dateInText, timeText } from '@/lib/core/text';
import type { Db } from '@/lib/platform/db';
import { newDeviceLetter, passwordChangedLetter, secondStepLetter } from '../account-letters.rule';
import type { LetterParts } from '../letter.rule';
import { postToPerson } from '../post';
import type { TellPersonInput } from '../schema';

/** A letter to a person about what was done with their own way in; each fact once. */
export async function tellPerson(db: Db, input: TellPersonInput): Promise<void> {
  const user = await db.user.findUnique({
    where: { id: input.userId },
    select: {
      name: true,
      email: true,
      memberships: { take: 1, select: { organization: { select: { timeZone: true } } } },
    },
  });
  if (!user) return;
  const timeZone = user.memberships[0]?.organization.timeZone ?? 'Europe/Moscow';
  const when = (at: Date) => `${dateInText(localDateAt(at, timeZone))} в ${timeText(at, timeZone)}`;
  const { kind, sessionId, at = 0 } = input;
  let parts: LetterParts;
  if (kind === 'NEW_DEVICE') {
    const session = sessionId ? await db.session.findUnique({ where: { id: sessionId } }) : null;
    if (!session) return;
    parts = newDeviceLetter(deviceText(session.userAgent), `адрес ${session.ip}`, when(session.createdAt));
  } else if (kind === 'PASSWORD_CHANGED') parts = passwordChangedLetter(when(new Date(at)));
  else parts = secondStepLetter(kind, when(new Date(at)));
  const key = `${kind.toLowerCase()}:${sessionId ?? `${input.userId}:${String(at)}`}`;
  await postToPerson(db, { key, email: user.email, name: user.name, parts });
}
