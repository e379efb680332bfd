import { type Context, inStores, seesStore } from '@/lib/access/context';
import { Prisma } from '@/lib/platform/db';
import { confirmedAmong } from './address.store';
import { asciiAddress } from './email-address.rule';
import type { OwnSetting, PrintMode, SettingScope } from './model';
import type { SettingChain } from './receipt-setting.rule';

export interface StoredSetting extends OwnSetting {
  readonly scope: SettingScope;
  readonly storeId: string | null;
  readonly terminalId: string | null;
  /** the owner of its own address has agreed to get receipts */
  readonly addressConfirmed: boolean;
  /** 0: nobody has set anything here yet */
  readonly version: number;
  readonly updatedAt: Date | null;
  readonly updatedBy: string | null;
}

/** What a setting belongs to; the id is of the store or the terminal. */
export interface SettingTarget {
  readonly scope: SettingScope;
  readonly storeId: string | null;
  readonly terminalId: string | null;
}

const fields = {
  scope: true,
  storeId: true,
  terminalId: true,
  printMode: true,
  defaultEmail: true,
  emailTyped: true,
  version: true,
  updatedAt: true,
  updatedBy: true,
} as const satisfies Prisma.ReceiptSettingSelect;

async function settingsWhere(ctx: Context, where: Prisma.ReceiptSettingWhereInput): Promise<StoredSetting[]> {
  const rows = await ctx.db.receiptSetting.findMany({
    where: { AND: [{ organizationId: ctx.organizationId }, where] },
    select: fields,
  });
  const confirmed = await confirmedAmong(
    ctx,
    rows.flatMap(({ defaultEmail }) => defaultEmail || []),
  );
  return rows.map(({ emailTyped, defaultEmail, ...row }) => ({
    ...row,
    defaultEmail: emailTyped ?? defaultEmail,
    addressConfirmed: confirmed.has(defaultEmail ?? ''),
  }));
}

/** Settings of the organization, of these stores and of these terminals. Callers have scoped the ids. */
export const loadSettings = (
  ctx: Context,
  ids: { readonly storeIds: readonly string[]; readonly terminalIds: readonly string[] },
): Promise<StoredSetting[]> =>
  settingsWhere(ctx, {
    OR: [
      { scope: 'ORGANIZATION' },
      { storeId: { in: [...ids.storeIds] } },
      { terminalId: { in: [...ids.terminalIds] } },
    ],
  });

/** Every setting of the organization. */
export const loadAllSettings = (ctx: Context): Promise<StoredSetting[]> => settingsWhere(ctx, {});

const nothingSet = (target: SettingTarget): StoredSetting => ({
  ...target,
  printMode: null,
  defaultEmail: null,
  addressConfirmed: false,
  version: 0,
  updatedAt: null,
  updatedBy: null,
});

export function settingOf(
  settings: readonly StoredSetting[],
  { scope, storeId, terminalId }: SettingTarget,
): StoredSetting {
  const found = settings.find(
    (each) => each.scope === scope && each.storeId === storeId && each.terminalId === terminalId,
  );
  return found ?? nothingSet({ scope, storeId, terminalId });
}

/** Own values that decide for a store (`terminalId` null) or for one of its terminals. */
export function chainOf(
  settings: readonly StoredSetting[],
  storeId: string | null,
  terminalId: string | null,
): SettingChain {
  const at = (scope: SettingScope, store: string | null, terminal: string | null) =>
    [scope, settingOf(settings, { scope, storeId: store, terminalId: terminal })] as const;
  return [
    at('ORGANIZATION', null, null),
    ...(storeId === null ? [] : [at('STORE', storeId, null)]),
    ...(terminalId === null ? [] : [at('TERMINAL', null, terminalId)]),
  ];
}

/** A store with its name, or null when it is not in scope. */
export async function storeInScope(ctx: Context, id: string) {
  if (!seesStore(ctx, id)) return null;
  return ctx.db.store.findFirst({
    where: { organizationId: ctx.organizationId, id },
    select: { id: true, name: true },
  });
}

/** A terminal as the settings need it, or null when it is not in scope. */
export async function terminalInScope(ctx: Context, id: string) {
  return ctx.db.terminal.findFirst({
    where: { organizationId: ctx.organizationId, id, ...inStores(ctx) },
    select: terminalFields,
  });
}

export const terminalFields = {
  id: true,
  name: true,
  storeId: true,
  model: true,
  posVersion: true,
  ofdMode: true,
  paper: true,
  lastSeenAt: true,
  store: { select: { name: true, timeZone: true } },
} as const satisfies Prisma.TerminalSelect;

export type TerminalRow = Prisma.TerminalGetPayload<{ select: typeof terminalFields }>;

/** The ASCII form is what receipts and letters need; the typed one is what people see. */
function addressColumns(typed: string | null): { defaultEmail: string | null; emailTyped: string | null } {
  const defaultEmail = typed && asciiAddress(typed);
  return { defaultEmail, emailTyped: defaultEmail === typed ? null : typed };
}

/** Locks the row of the target until the end of the transaction; without a row there is nothing to lock. */
export async function lockSetting(ctx: Context, target: SettingTarget): Promise<StoredSetting> {
  await ctx.db.$queryRaw`
    SELECT "id" FROM "receipt_setting"
    WHERE "organization_id" = ${ctx.organizationId}::uuid
      AND "store_id" IS NOT DISTINCT FROM ${target.storeId}::uuid
      AND "terminal_id" IS NOT DISTINCT FROM ${target.terminalId}::uuid
    FOR UPDATE`;
  const rows = await loadSettings(ctx, {
    storeIds: target.storeId === null ? [] : [target.storeId],
    terminalIds: target.terminalId === null ? [] : [target.terminalId],
  });
  return settingOf(rows, target);
}

/**
 * Writes own values over the locked row, or makes the first one. False: another person was first (the unique index
 * of the scope has refused).
 */
export async function saveSetting(
  ctx: Context,
  current: StoredSetting,
  { printMode, defaultEmail }: { printMode: PrintMode | null; defaultEmail: string | null },
): Promise<boolean> {
  const { scope, storeId, terminalId, version } = current;
  const values = {
    printMode,
    ...addressColumns(defaultEmail),
    version: version + 1,
    updatedAt: ctx.clock.now(),
    updatedBy: ctx.actor.name,
  };
  const { organizationId } = ctx;
  const { count } =
    version === 0
      ? await ctx.db.receiptSetting.createMany({
          data: [{ organizationId, scope, storeId, terminalId, ...values }],
          skipDuplicates: true,
        })
      : await ctx.db.receiptSetting.updateMany({
          where: { organizationId, scope, storeId, terminalId, version },
          data: values,
        });
  return count === 1;
}

/** Own values of many stores and terminals; versions grow. Call under `lockSettings`. */
export async function saveMany(
  ctx: Context,
  settings: readonly (OwnSetting & { readonly scope: 'STORE' | 'TERMINAL'; readonly id: string })[],
): Promise<void> {
  for (const [scope, column] of [
    ['STORE', Prisma.sql`"store_id"`],
    ['TERMINAL', Prisma.sql`"terminal_id"`],
  ] as const) {
    const rows = settings
      .filter((each) => each.scope === scope)
      .map(({ id, printMode, defaultEmail }) => ({ id, mode: printMode, ...addressColumns(defaultEmail) }));
    if (rows.length === 0) continue;
    await ctx.db.$executeRaw`
      INSERT INTO "receipt_setting" ("organization_id", "scope", ${column}, "print_mode", "default_email",
        "email_typed", "updated_at", "updated_by")
      SELECT ${ctx.organizationId}::uuid, ${scope}::"setting_scope", r.id, r.mode::"print_mode", r."defaultEmail",
        r."emailTyped", ${ctx.clock.now()}::timestamptz, ${ctx.actor.name}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r (id uuid, mode text, "defaultEmail" text, "emailTyped" text)
      ON CONFLICT (${column}) WHERE "scope" = ${Prisma.raw(`'${scope}'`)} DO UPDATE SET
        "print_mode" = EXCLUDED."print_mode", "default_email" = EXCLUDED."default_email",
        "email_typed" = EXCLUDED."email_typed", "version" = "receipt_setting"."version" + 1,
        "updated_at" = EXCLUDED."updated_at", "updated_by" = EXCLUDED."updated_by"`;
  }
}
