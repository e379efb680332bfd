import { hash, verify } from '@node-rs/argon2';
import { normalPassword } from './password.rule';

// argon2id with the parameters of OWASP's cheat sheet: 19 MiB, 2 passes.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
let decoy: Promise<string> | undefined;

export const hashPassword = (password: string): Promise<string> => hash(normalPassword(password), parameters);

/** Takes the same time for an unknown person (`passwordHash` null) as for a wrong password. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await decoy), normalPassword(password));
  return passwordHash !== null && matches;
}
