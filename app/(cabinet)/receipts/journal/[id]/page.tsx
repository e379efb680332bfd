import type { Metadata } from 'next';
import { DetailLayout } from '@/components/layout/detail-layout';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { LetterHistory } from '@/components/receipts/letter-history';
import { ReceiptPaper } from '@/components/receipts/receipt-paper';
import { ResendButton } from '@/components/receipts/resend-button';
import { Badge } from '@/components/ui/badge';
import { momentText } from '@/lib/core/text';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';
import { findReceipt } from '@/lib/receipts/journal/queries';
import { statusLabels } from '@/lib/receipts/labels';

export const metadata: Metadata = { title: 'Чек' };

export default async function ReceiptPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const { ctx, allowed, may } = await cabinetPage('receipts.read', searchParams);
  if (!allowed) return <NoAccess what="Чеки на e-mail" />;
  const receipt = await findReceipt(ctx, (await params).id);
  if (!receipt) return notThere(ctx, (await params).id);
  const now = ctx.clock.now();
  const { tone, text } = statusLabels[receipt.status];
  const isWaiting = receipt.status === 'QUEUED';
  return (
    <>
      <LiveRefresh active={isWaiting} />
      <PageHeader
        title={`Чек ${receipt.documentNumber}`}
        back={{ href: '/receipts/journal', label: 'Журнал чеков' }}
        state={
          <Badge tone={tone} look="filled">
            {text}
          </Badge>
        }
        lead={`${receipt.terminalName}, магазин «${receipt.storeName}», ${momentText(receipt.issuedAt, now, ctx.timeZone)}`}
        action={
          may('receipts.resend') && receipt.printed && !isWaiting ? (
            <ResendButton receiptId={receipt.id} address={receipt.resendTo} />
          ) : null
        }
      />
      <DetailLayout
        aside={
          <Section title="Письма">
            {receipt.letters.length > 0 ? (
              <LetterHistory letters={receipt.letters} now={now} timeZone={ctx.timeZone} />
            ) : (
              <p className="text-ink-2">
                {receipt.status === 'VIA_OFD'
                  ? 'Покупатель назвал телефон: электронный чек на него отправляет ОФД.'
                  : receipt.status === 'FAILED'
                    ? 'Письма не было: касса передала электронный чек без адреса.'
                    : 'Письма не было: чек напечатан.'}
              </p>
            )}
          </Section>
        }
      >
        {receipt.printed ? (
          <ReceiptPaper printed={receipt.printed} />
        ) : (
          <p className="text-ink-2">Товары этого чека касса не передавала. Чек хранится у ОФД.</p>
        )}
      </DetailLayout>
    </>
  );
}
