import { productClock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/db';

export interface PersonEvent {
  readonly userId: string;
  readonly action: string;
  readonly ip: string | null;
  readonly after?: Readonly<Record<string, string | number | boolean>>;
}

/** What a person does with the own account stands in the journal of every organization they belong to. */
export async function auditPerson(db: Db, { userId, action, ip, after }: PersonEvent): Promise<void> {
  const at = (await productClock(db)).now();
  const written = after === undefined ? null : JSON.stringify(after);
  await db.$executeRaw`
    INSERT INTO "audit_entry" ("organization_id", "at", "actor_kind", "actor_id", "actor_name", "ip", "action",
      "object_type", "object_id", "object_name", "after")
    SELECT m."organization_id", ${at}::timestamptz, 'USER'::"actor_kind", u."id"::text, u."name", ${ip}, ${action},
      'user', u."id"::text, u."name", ${written}::jsonb
    FROM "user" u JOIN "membership" m ON m."user_id" = u."id"
    WHERE u."id" = ${userId}::uuid`;
}
