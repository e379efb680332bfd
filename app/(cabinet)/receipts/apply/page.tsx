import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { ApplyToAll } from '@/components/receipts/apply-to-all';
import { ChangeForm } from '@/components/receipts/change-form';
import type { Context } from '@/lib/access/context';
import { isId } from '@/lib/core/ids';
import { counted } from '@/lib/core/text';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { previewReceiptChange } from '@/lib/receipts/commands/preview-receipt-change';
import { NO_ADDRESS, printModeNames } from '@/lib/receipts/labels';
import { defaultAddressFloor, organizationReceiptSetting, storeReceiptSetting } from '@/lib/receipts/queries';

export const metadata: Metadata = { title: 'Настройка чеков сразу у многих' };

const MOST = 500;

export default async function ApplyReceiptsPage({ searchParams }: { searchParams: SearchParams }) {
  const { session, params, allowed } = await cabinetPage('receipts.configure', searchParams);
  if (!allowed) return <NoAccess what="Настройку чеков" />;
  // What is chosen is named whole: the store switcher does not narrow it.
  const { ctx } = session;
  const { terminals, from } = params;
  if (terminals !== undefined) return <Terminals ctx={ctx} ids={terminals.split(',')} />;
  return <Below ctx={ctx} storeId={from === 'organization' ? null : (from ?? '')} />;
}

async function Terminals({ ctx, ids }: { ctx: Context; ids: readonly string[] }) {
  if (ids.length > MOST || !ids.every(isId)) notFound();
  const terminalIds = [...new Set(ids)];
  const known = await previewReceiptChange(ctx, {
    over: { kind: 'TERMINALS', terminalIds },
    change: { printMode: 'INHERIT', addressFrom: 'INHERIT', defaultEmail: '' },
  });
  if (!known.ok) notFound();
  return (
    <>
      <PageHeader
        title={`Чеки: ${counted(terminalIds.length, ['касса', 'кассы', 'касс'])}`}
        back={{ href: '/receipts/terminals', label: 'Чеки на e-mail' }}
        lead="Выберите, что изменить, посмотрите, что получится у каждой кассы, и примените одним нажатием."
      />
      <ChangeForm terminalIds={terminalIds} floor={await defaultAddressFloor(ctx)} />
    </>
  );
}

async function Below({ ctx, storeId }: { ctx: Context; storeId: string | null }) {
  const setting =
    storeId === null ? await organizationReceiptSetting(ctx) : await storeReceiptSetting(ctx, storeId);
  if (!setting) notFound();
  const plan = await previewReceiptChange(ctx, {
    over: { kind: 'BELOW', storeId },
    change: { printMode: 'INHERIT', addressFrom: 'INHERIT', defaultEmail: '' },
  });
  if (!plan.ok) notFound();
  const { printMode, defaultEmail } = setting.chosen;
  return (
    <>
      <PageHeader
        title={storeId === null ? 'Применить ко всем' : `Применить ко всем кассам «${setting.name}»`}
        back={
          storeId === null
            ? { href: '/receipts/organization', label: 'Чеки всей организации' }
            : { href: `/receipts/stores/${storeId}`, label: `Чеки магазина «${setting.name}»` }
        }
        lead={
          storeId === null
            ? 'Свои значения магазинов и касс, которые вы видите, уберутся, и везде будет действовать настройка организации.'
            : 'Свои значения касс уберутся, и на всех будет действовать настройка магазина.'
        }
      />
      <ApplyToAll
        storeId={storeId}
        mode={printModeNames[printMode.value].toLowerCase()}
        address={defaultEmail.value ?? NO_ADDRESS.toLowerCase()}
        firstPlan={plan.value}
      />
    </>
  );
}
