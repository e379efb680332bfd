import { type Context, inStores } from '@/lib/access/context';
import type { Catalog } from '@/lib/catalog/model';
import { loadCatalog } from '@/lib/catalog/queries';
import { counted } from '@/lib/core/text';
import { factsOf, loadInstalled, onOldVersions } from './facts';
import { countReceipts } from './journal/store';
import type { AttentionItem } from './model';
import { effectiveSetting, inherit, leavesBuyerWithout } from './receipt-setting.rule';
import { chainOf, loadAllSettings, loadSettings, terminalFields, type TerminalRow } from './store';

const LOOK_AT_MOST = 500;
const LOST_DAYS = 7;

const onTerminals = ['кассе', 'кассах', 'кассах'] as const;
const receiptForms = ['чек не доставлен', 'чека не доставлены', 'чеков не доставлены'] as const;

/**
 * Terminals where something about receipts may be wrong: an old version, a setting that prints nothing, an address
 * whose owner has not agreed.
 */
async function suspects(ctx: Context, catalog: Catalog): Promise<TerminalRow[]> {
  const { organizationId } = ctx;
  const settings = await loadAllSettings(ctx);
  const silent = settings.filter(
    ({ printMode, defaultEmail, addressConfirmed }) =>
      printMode === 'ELECTRONIC_ONLY' || (defaultEmail && !addressConfirmed),
  ).length;
  return ctx.db.terminal.findMany({
    where: {
      organizationId,
      ...inStores(ctx),
      ...(silent > 0 ? {} : await onOldVersions(ctx, catalog)),
    },
    select: terminalFields,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: LOOK_AT_MOST,
  });
}

/**
 * Lines of the worklist: default addresses that do not work on an old EvotorPOS or whose owners have not agreed, buyers
 * who may be left without any receipt (domain.md B5.3), receipts that did not arrive in the last week.
 */
export async function receiptAttention(ctx: Context): Promise<AttentionItem[]> {
  const catalog = await loadCatalog(ctx.db);
  const terminals = await suspects(ctx, catalog);
  const since = new Date(ctx.clock.now().getTime() - LOST_DAYS * 86_400_000);
  const [settings, installed, counts] = await Promise.all([
    loadSettings(ctx, {
      storeIds: [...new Set(terminals.map(({ storeId }) => storeId))],
      terminalIds: terminals.map(({ id }) => id),
    }),
    loadInstalled(ctx, terminals),
    countReceipts(ctx, since),
  ]);
  const judged = terminals.map((terminal) => {
    const facts = factsOf(catalog, installed, terminal);
    const chosen = inherit(chainOf(settings, terminal.storeId, terminal.id));
    const address = chosen.defaultEmail.value ?? '';
    return { terminal, facts, address, effective: effectiveSetting(chosen, facts) };
  });
  const sending = judged.filter(({ facts }) => facts.moduleWorks && !facts.autonomous);
  const items: AttentionItem[] = [];

  const tooOld = sending.filter(
    ({ effective, facts }) => effective.defaultEmail !== null && facts.version !== 'OK',
  );
  const asked = new Map(
    sending
      .filter(({ effective }) => effective.reasons.includes('ADDRESS_NOT_CONFIRMED'))
      .map(({ terminal, address }) => [address, terminal] as const),
  );
  for (const [address, terminal] of asked) {
    items.push({
      id: `receipts:address:${address}`,
      tone: 'attention',
      text: `Адрес по умолчанию ${address} не действует: его владелец ещё не согласился`,
      href: `/receipts/terminals/${terminal.id}`,
      actionLabel: 'Показать',
    });
  }
  const [only] = tooOld;
  if (only) {
    const versions = [...new Set(tooOld.map(({ terminal }) => terminal.posVersion ?? 'неизвестной версии'))];
    items.push({
      id: 'receipts:version',
      tone: 'attention',
      text: `На\u00a0${counted(tooOld.length, onTerminals)} EvotorPOS ${versions.join(', ')}: адрес по умолчанию не действует`,
      href:
        tooOld.length === 1 ? `/receipts/terminals/${only.terminal.id}` : '/receipts/terminals?version=old',
      actionLabel: 'Показать',
    });
  }
  for (const { terminal, effective } of sending) {
    if (!leavesBuyerWithout(effective.printMode, effective.defaultEmail)) continue;
    items.push({
      id: `receipts:buyer:${terminal.id}`,
      tone: 'attention',
      text: `Касса «${terminal.name}»: покупатель может остаться без чека — только электронный и адрес по умолчанию`,
      href: `/receipts/terminals/${terminal.id}`,
      actionLabel: 'Изменить',
    });
  }
  const lost = (counts.get('BOUNCED') ?? 0) + (counts.get('FAILED') ?? 0);
  if (lost > 0) {
    items.push({
      id: 'receipts:lost',
      tone: 'attention',
      text: `${counted(lost, receiptForms)} за неделю: проверьте адреса`,
      href: '/receipts/journal?status=LOST',
      actionLabel: 'Показать',
    });
  }
  return items;
}
