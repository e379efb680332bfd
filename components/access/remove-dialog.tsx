'use client';

import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { removePerson } from '@/lib/access/people/actions';
import type { StaffRow } from '@/lib/access/people/model';

export default function RemoveDialog({ person, onClose }: { person: StaffRow; onClose: () => void }) {
  const { run, pending, problem } = useAction(removePerson, {
    done: ({ name }) => `${name}: доступ убран`,
    onSuccess: ({ wasYou }) => {
      if (wasYou) window.location.assign('/sign-in');
      else onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={pending}
      width="narrow"
      title={person.isYou ? 'Покинуть организацию' : `Убрать доступ: ${person.name}`}
      description={
        person.isYou
          ? 'Вы выйдете из кабинета на всех устройствах. Вернуть вас сможет только другой владелец.'
          : 'Следующее нажатие в кабинете уже не сработает, на всех устройствах. Что человек сделал, останется в журнале. Вернуть его можно новым приглашением.'
      }
    >
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>{person.isYou ? 'Остаться' : 'Оставить доступ'}</DialogClose>
        <Button
          variant="danger"
          pending={pending}
          pendingLabel="Убираем…"
          onClick={() => run({ membershipId: person.id })}
        >
          {person.isYou ? 'Покинуть организацию' : 'Убрать доступ'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
