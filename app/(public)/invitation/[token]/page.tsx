import type { Metadata } from 'next';
import { InvitationForm } from '@/components/access/invitation-form';
import { PlainLayout } from '@/components/layout/plain-layout';
import { Button } from '@/components/ui/button';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { acceptMessages } from '@/lib/access/people/messages';
import { invitationPage } from '@/lib/access/people/invitation-page';
import { roleLabel, storesWords } from '@/lib/access/people/labels';
import { localDateAt } from '@/lib/core/local-date';
import { dateInText, quoted } from '@/lib/core/text';

// The path is a secret: nobody gets it as a referrer. A policy without any would send forms with the origin «null».
export const metadata: Metadata = { title: 'Приглашение', referrer: 'strict-origin' };

const closed = {
  UNKNOWN: { title: 'Ссылка не подходит', text: acceptMessages.LINK_UNKNOWN.text },
  EXPIRED: { title: 'Срок приглашения вышел', text: acceptMessages.LINK_EXPIRED.text },
  REVOKED: { title: 'Приглашение отозвано', text: acceptMessages.LINK_REVOKED.text },
  ACCEPTED: { title: 'Приглашение уже принято', text: acceptMessages.LINK_USED.text },
} as const;

/** Opening it changes nothing: a mail server that looks into links uses nothing up. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await invitationPage(token);
  if (invitation.state !== 'OPEN') {
    const { title, text } = closed[invitation.state];
    return (
      <PlainLayout>
        <h1 className="text-28 font-semibold">{title}</h1>
        <p className="mt-3 mb-6 text-16 text-ink-2">{text}</p>
        <Button href="/sign-in">Войти в кабинет</Button>
      </PlainLayout>
    );
  }
  const { organization, email, role, stores, invitedBy, expiresAt, timeZone, person } = invitation;
  return (
    <PlainLayout>
      <h1 className="text-28 font-semibold wrap-anywhere">Приглашение в {quoted(organization)}</h1>
      <DefinitionList className="my-5">
        <Fact term="Кто пригласил">{invitedBy}</Fact>
        <Fact term="Роль">{roleLabel(role)}</Fact>
        <Fact term="Магазины">{storesWords(stores)}</Fact>
        <Fact term="Ваш e-mail">{email}</Fact>
        <Fact term="Действует до">{dateInText(localDateAt(expiresAt, timeZone))}</Fact>
      </DefinitionList>
      {person === 'ELSEWHERE' ? (
        <p className="text-16">{acceptMessages.IN_ANOTHER_ORGANIZATION.text}</p>
      ) : (
        <InvitationForm token={token} email={email} person={person} />
      )}
    </PlainLayout>
  );
}
