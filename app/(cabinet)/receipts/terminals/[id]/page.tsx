import type { Metadata } from 'next';
import { DetailLayout } from '@/components/layout/detail-layout';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { AddressNotice } from '@/components/receipts/address-notice';
import { ReadinessBadge } from '@/components/receipts/readiness-badge';
import { ReadinessList } from '@/components/receipts/readiness-list';
import { SaleOutcomes } from '@/components/receipts/sale-outcomes';
import { SettingForm } from '@/components/receipts/setting-form';
import { SettingFacts } from '@/components/receipts/setting-facts';
import { Notice } from '@/components/ui/notice';
import { momentText } from '@/lib/core/text';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';
import { addressView } from '@/lib/receipts/address-queries';
import { changedText, reasonNames } from '@/lib/receipts/labels';
import { findReceiptTerminal } from '@/lib/receipts/queries';
import { paperNames } from '@/lib/terminals/model';

export const metadata: Metadata = { title: 'Чеки кассы' };

export default async function ReceiptTerminalPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const { ctx, allowed, may } = await cabinetPage('receipts.read', searchParams);
  if (!allowed) return <NoAccess what="Чеки на e-mail" />;
  const terminal = await findReceiptTerminal(ctx, (await params).id);
  if (!terminal) return notThere(ctx, (await params).id);
  const { setting, effective, readiness } = terminal;
  const now = ctx.clock.now();
  const fromStore =
    setting.inherited.printMode.from === 'STORE' || setting.inherited.defaultEmail.from === 'STORE';
  return (
    <>
      <LiveRefresh active={readiness.summary === 'WAITING'} />
      <PageHeader
        title={`Чеки кассы «${terminal.name}»`}
        back={{ href: '/receipts/terminals', label: 'Чеки на e-mail' }}
        state={<ReadinessBadge readiness={readiness} look="filled" />}
        lead={`Магазин «${terminal.storeName}»`}
        aside={
          terminal.lastSeenAt
            ? `данные на ${momentText(terminal.lastSeenAt, now, ctx.timeZone)}`
            : 'ещё не выходила на связь'
        }
      />
      <DetailLayout
        aside={
          <Section title="В продаже">
            {effective.reasons.length > 0 ? (
              <Notice tone="attention" title="Выбранное применено не целиком" className="mb-4">
                <ul className="grid gap-1">
                  {effective.reasons.map((reason) => (
                    <li key={reason}>{reasonNames[reason]}.</li>
                  ))}
                </ul>
                <p className="mt-1">Настройка сохранена и заработает сама, когда это изменится.</p>
              </Notice>
            ) : null}
            <SaleOutcomes effective={effective} />
            <p className="mt-3 text-13 text-ink-2">
              Если интернет пропал временно, касса копит чеки и отправит все, когда связь вернётся.
            </p>
          </Section>
        }
      >
        <Section title="Готовность">
          <ReadinessList
            readiness={readiness}
            posVersion={terminal.posVersion}
            floor={terminal.floor}
            terminal={terminal}
            may={may}
            paperNote={`Касса сообщает: лента ${paperNames[terminal.paper]}`}
          />
        </Section>
        <Section title="Настройка кассы">
          <AddressNotice
            address={await addressView(ctx, setting)}
            target={{ scope: 'TERMINAL', targetId: terminal.id }}
            mayAsk={may('receipts.configure')}
            now={now}
            timeZone={ctx.timeZone}
          />
          {may('receipts.configure') ? (
            <SettingForm
              setting={setting}
              resetLabel={fromStore ? 'Вернуть как у магазина' : 'Вернуть как у организации'}
              changed={changedText(setting, now, ctx.timeZone)}
              floor={terminal.floor}
            />
          ) : (
            <SettingFacts
              setting={setting}
              whomToAsk="Настройку кассы меняет владелец организации или администратор магазина."
            />
          )}
        </Section>
      </DetailLayout>
    </>
  );
}
