import { authorize, type Context } from '@/lib/access/context';
import { personFacts } from '@/lib/access/people/letter-facts';
import { type Result, success } from '@/lib/core/result';
import { rightsChangedLetter } from '../people-letters.rule';
import { postTo } from '../post';

/**
 * A letter to a person whose rights were changed or taken away: what they are now, once a change. Gives how many were
 * written. Refusal: FORBIDDEN.
 */
export async function tellRightsChanged(
  ctx: Context,
  { userId, at }: { readonly userId: string; readonly at: number },
): Promise<Result<number, 'FORBIDDEN'>> {
  const denied = authorize(ctx, 'staff.manage');
  if (denied) return denied;
  const person = await personFacts(ctx, userId);
  if (!person) return success(0);
  const { organization, rights } = person;
  const letter = rightsChangedLetter(organization, rights);
  return success(await postTo(ctx, `rights:${userId}:${String(at)}`, person, letter));
}
