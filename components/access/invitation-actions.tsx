'use client';

import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { resendInvitation, revokeInvitation } from '@/lib/access/people/actions';

export function InvitationActions({ invitationId, email }: { invitationId: string; email: string }) {
  const again = useAction(resendInvitation, {
    done: `Новое письмо уйдёт на ${email}. Прежняя ссылка больше не действует`,
  });
  const revoke = useAction(revokeInvitation, { done: `Приглашение для ${email} отозвано` });
  return (
    <>
      <Button
        size="small"
        aria-label={`Отправить ещё раз: ${email}`}
        pending={again.pending}
        pendingLabel="Отправляем…"
        onClick={() => again.run({ invitationId })}
      >
        Отправить ещё раз
      </Button>
      <Button
        size="small"
        variant="quiet"
        aria-label={`Отозвать: ${email}`}
        pending={revoke.pending}
        pendingLabel="Отзываем…"
        onClick={() => revoke.run({ invitationId })}
      >
        Отозвать
      </Button>
    </>
  );
}
