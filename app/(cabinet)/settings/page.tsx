import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { NoAccess } from '@/components/layout/no-access';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { ThemeSwitch } from '@/components/layout/theme-switch';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { Link } from '@/components/ui/link';
import { roleNames } from '@/lib/access/messages';
import { organizationDetails } from '@/lib/access/queries';
import { cabinetPage, type SearchParams } from '@/lib/platform/page';
import { timeZoneText } from '@/lib/stores/labels';

export const metadata: Metadata = { title: 'Настройки' };

export default async function SettingsPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, session, allowed } = await cabinetPage('stores.read', searchParams);
  if (!allowed) return <NoAccess what="Настройки" />;
  const organization = await organizationDetails(ctx);
  const stored = (await cookies()).get('theme')?.value;
  const isCompany = organization.kind === 'LEGAL_ENTITY';
  return (
    <>
      <PageHeader title="Настройки" />
      <div className="grid max-w-3xl">
        <Section title="Организация">
          <DefinitionList>
            <Fact term="Название">{organization.name}</Fact>
            <Fact term="Кто это">{isCompany ? 'Юридическое лицо' : 'Индивидуальный предприниматель'}</Fact>
            <Fact term="ИНН">
              <span className="font-mono">{organization.inn}</span>
            </Fact>
            {organization.kpp ? (
              <Fact term="КПП">
                <span className="font-mono">{organization.kpp}</span>
              </Fact>
            ) : null}
            {organization.ogrn ? (
              <Fact term={isCompany ? 'ОГРН' : 'ОГРНИП'}>
                <span className="font-mono">{organization.ogrn}</span>
              </Fact>
            ) : null}
            <Fact term="Часовой пояс" note="По нему считаются дни оплаты">
              {timeZoneText(organization.timeZone, ctx.clock.now())}
            </Fact>
          </DefinitionList>
        </Section>
        <Section title="Вы">
          <DefinitionList>
            <Fact term="Имя">{session.userName}</Fact>
            <Fact term="E-mail">{session.email}</Fact>
            <Fact term="Роль">{roleNames[session.role]}</Fact>
          </DefinitionList>
          <p className="mt-3">
            <Link href="/settings/security">Вход и пароль</Link>
          </p>
        </Section>
        <Section title="Вид кабинета" lead="Действует в этом браузере.">
          <ThemeSwitch theme={stored === 'light' || stored === 'dark' ? stored : 'system'} />
        </Section>
      </div>
    </>
  );
}
