import type { Metadata } from 'next';
import { ChangePasswordForm } from '@/components/access/change-password-form';
import { SecondStepSettings } from '@/components/access/second-step';
import { SessionList } from '@/components/access/session-list';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { ownSessions, secondStep } from '@/lib/access/account';
import { placeText } from '@/lib/access/address.rule';
import { deviceText } from '@/lib/access/device.rule';
import { localDateAt } from '@/lib/core/local-date';
import { dateInText, momentText } from '@/lib/core/text';
import { realNow } from '@/lib/platform/clock';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';

export const metadata: Metadata = { title: 'Вход и пароль' };

export default async function SecurityPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, session, allowed } = await cabinetPage('stores.read', searchParams);
  if (!allowed) return <NoAccess what="Вход и пароль" />;
  // Sessions live in real time, also where the sandbox's clock is ahead.
  const now = realNow();
  const [sessions, step] = await Promise.all([ownSessions(ctx, now), secondStep(ctx)]);
  const since = step.since === null ? null : dateInText(localDateAt(step.since, ctx.timeZone));
  return (
    <>
      <PageHeader title="Вход и пароль" back={{ href: '/settings', label: 'Настройки' }} />
      <div className="grid max-w-3xl">
        <Section
          title="Входы"
          lead="Где вы вошли в кабинет. Завершённый вход ничего не откроет уже при следующем нажатии."
        >
          <SessionList
            sessions={sessions.map(({ id, userAgent, ip, lastSeenAt, createdAt, isThis }) => ({
              id,
              device: deviceText(userAgent),
              place: placeText(ip, ctx.ip ?? ''),
              seen: momentText(lastSeenAt, now, ctx.timeZone),
              since: momentText(createdAt, now, ctx.timeZone),
              isThis,
            }))}
          />
        </Section>
        <Section title="Пароль" lead="После смены пароля все другие входы завершатся.">
          <ChangePasswordForm email={session.email} />
        </Section>
        <Section title="Вход с кодом" lead="Второй шаг: после пароля — код из приложения на телефоне.">
          <SecondStepSettings since={since} codesLeft={step.codesLeft} />
        </Section>
      </div>
    </>
  );
}
