import type { Metadata } from 'next';
import { LiveRefresh } from '@/components/layout/live-refresh';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { NewCodeButton } from '@/components/terminals/new-code-button';
import { OpenTill } from '@/components/terminals/open-till';
import { PairingCode } from '@/components/terminals/pairing-code';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { timeText } from '@/lib/core/text';
import { cabinetPage, notThere, type SearchParams } from '@/lib/platform/page';
import { isSandbox } from '@/lib/platform/env';
import { findPairing, pairingLink } from '@/lib/terminals/pairing-queries';
import { knownTerminal } from '@/lib/terminals/registration-queries';

export const metadata: Metadata = { title: 'Подключение кассы' };

export default async function PairingPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const { session, allowed } = await cabinetPage('terminals.manage', searchParams);
  if (!allowed) return <NoAccess what="Подключение касс" />;
  const { ctx } = session;
  const pairing = await findPairing(ctx, (await params).id);
  if (!pairing) return notThere(ctx, (await params).id);
  const { name, storeId, storeName, state, code, wantedId, paired } = pairing;
  const wanted = wantedId === null ? { storeId, name } : { terminalId: wantedId };
  const known =
    code !== null && isSandbox() ? await knownTerminal(ctx, { storeId, terminalId: wantedId }) : null;
  return (
    <>
      <LiveRefresh active={state === 'WAITING'} />
      <PageHeader
        title={`Подключение: ${name}`}
        back={{ href: '/terminals', label: 'Терминалы' }}
        lead={`Магазин «${storeName}».`}
      />
      <div className="grid max-w-3xl gap-6">
        {paired ? (
          <Notice
            tone="works"
            live="status"
            title="Касса подключена"
            action={
              <Button variant="primary" size="small" href={`/terminals/${paired.id}`}>
                Открыть кассу
              </Button>
            }
          >
            «{paired.name}», заводской номер <span className="font-mono">{paired.serialNumber}</span>. Данные
            о ней появятся, когда она первый раз выйдет на связь.
          </Notice>
        ) : null}
        {state === 'EXPIRED' ? (
          <Notice
            tone="attention"
            live="status"
            title="Код истёк"
            action={<NewCodeButton size="small" label="Получить новый код" wanted={wanted} />}
          >
            Касса не подключилась за 15 минут. Получите новый код и введите его на кассе.
          </Notice>
        ) : null}
        {code === null ? null : (
          <>
            <PairingCode
              code={code}
              link={pairingLink(code)}
              until={timeText(pairing.expiresAt, ctx.timeZone)}
            />
            <ol className="grid max-w-[68ch] list-decimal gap-1.5 ps-5">
              <li>На кассе откройте приложение кабинета и выберите «Подключить к кабинету».</li>
              <li>Введите код или наведите на QR-код сканер кассы. Регистр и пробелы не важны.</li>
              <li>Дождитесь, пока здесь появится «Касса подключена»: обновлять страницу не нужно.</li>
            </ol>
            {known ? (
              <div>
                <OpenTill
                  label="Ввести код на виртуальной кассе"
                  till={{
                    code,
                    name,
                    serialNumber: known.serialNumber ?? undefined,
                    registration: known.registration,
                  }}
                />
              </div>
            ) : null}
            <p role="status" className="text-ink-2">
              Ждём кассу…
            </p>
          </>
        )}
      </div>
    </>
  );
}
