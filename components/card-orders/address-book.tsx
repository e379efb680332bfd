'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { DialogForm } from '@/components/forms/dialog-form';
import { useActionForm } from '@/components/forms/use-action-form';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { Row, RowList } from '@/components/ui/row-list';
import { useToast } from '@/components/ui/toast';
import { removeDeliveryAddress, saveDeliveryAddress } from '@/lib/card-orders/actions';
import type { SavedAddress } from '@/lib/card-orders/model';
import { saveAddressInput } from '@/lib/card-orders/schema';
import { phoneText } from '@/lib/sim-cards/labels';
import { PlaceFields } from './place-fields';

export function AddressBook({ addresses }: { addresses: readonly SavedAddress[] }) {
  if (addresses.length === 0) {
    return (
      <EmptyState title="Адресов пока нет" action={<EditAddress address={null} />}>
        Здесь будут адреса, куда вы заказываете карты. Адрес можно сохранить и при оформлении заказа.
      </EmptyState>
    );
  }
  return (
    <RowList label="Адреса доставки" className="max-w-3xl">
      {addresses.map((address) => (
        <Row
          key={address.id}
          lead={<span className="font-semibold wrap-anywhere">{address.recipient}</span>}
          aside={phoneText(address.phone)}
          action={
            <>
              <EditAddress address={address} />
              <RemoveAddress address={address} />
            </>
          }
        >
          <p className="wrap-anywhere text-ink-2">
            {address.postalCode}, {address.city}, {address.addressLine}
          </p>
        </Row>
      ))}
    </RowList>
  );
}

const blank = { recipient: '', phone: '', postalCode: '', city: '', addressLine: '' };

export function EditAddress({ address }: { address: SavedAddress | null }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        address ? (
          <Button size="small" aria-label={`Изменить адрес: ${address.recipient}, ${address.addressLine}`}>
            Изменить
          </Button>
        ) : (
          <Button variant="primary" icon="plus">
            Добавить адрес
          </Button>
        )
      }
      title={address ? 'Изменить адрес' : 'Новый адрес'}
      description={address ? 'Оформленные заказы не изменятся: у каждого своя копия адреса.' : undefined}
    >
      {open ? <AddressForm address={address} onDone={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function AddressForm({ address, onDone }: { address: SavedAddress | null; onDone: () => void }) {
  const toast = useToast();
  const addressId = address?.id ?? '';
  const { form, submit, pending, problem } = useActionForm({
    schema: saveAddressInput,
    action: (input) => saveDeliveryAddress({ ...input, addressId }),
    defaultValues: { ...blank, ...address, addressId },
    onSuccess: () => {
      toast({ title: 'Адрес сохранён', tone: 'works' });
      onDone();
    },
  });
  const { errors } = form.formState;
  return (
    <DialogForm
      {...{ submit, pending, problem }}
      action="Сохранить адрес"
      pendingLabel="Сохраняем…"
      cancel="Не сохранять"
    >
      <PlaceFields field={(name) => ({ ...form.register(name), error: errors[name]?.message })} />
    </DialogForm>
  );
}

function RemoveAddress({ address }: { address: SavedAddress }) {
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAction(removeDeliveryAddress, {
    done: 'Адрес удалён',
    onSuccess: () => setOpen(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      width="narrow"
      trigger={
        <Button
          size="small"
          variant="quiet"
          aria-label={`Удалить адрес: ${address.recipient}, ${address.addressLine}`}
        >
          Удалить
        </Button>
      }
      title="Удалить адрес"
      description={`${address.recipient}: ${address.postalCode}, ${address.city}, ${address.addressLine}. Оформленные заказы не изменятся.`}
    >
      {problem ? (
        <Notice tone="failed" live="alert">
          {problem.message}
        </Notice>
      ) : null}
      <DialogActions>
        <DialogClose disabled={pending}>Оставить</DialogClose>
        <Button
          variant="danger"
          pending={pending}
          pendingLabel="Удаляем…"
          onClick={() => run({ addressId: address.id })}
        >
          Удалить адрес
        </Button>
      </DialogActions>
    </Dialog>
  );
}
