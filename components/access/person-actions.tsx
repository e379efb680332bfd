'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { StaffRow } from '@/lib/access/people/model';
import type { StoreChoice } from './rights-fields';

const RightsDialog = dynamic(() => import('./rights-dialog'));
const RemoveDialog = dynamic(() => import('./remove-dialog'));
const ViewDialog = dynamic(() => import('./view-dialog'));

export function PersonActions({ person, stores }: { person: StaffRow; stores: readonly StoreChoice[] }) {
  const [open, setOpen] = useState<'RIGHTS' | 'REMOVE' | 'VIEW' | null>(null);
  const close = () => setOpen(null);
  const { role } = person;
  return (
    <>
      <Menu align="end" trigger={<IconButton icon="ellipsis" label={`Действия: ${person.name}`} />}>
        <MenuItem icon="pencil" onClick={() => setOpen('RIGHTS')}>
          Изменить права
        </MenuItem>
        {role === 'OWNER' ? null : (
          <MenuItem icon="eye" onClick={() => setOpen('VIEW')}>
            Посмотреть с такими правами
          </MenuItem>
        )}
        <MenuItem icon="trash-2" danger onClick={() => setOpen('REMOVE')}>
          {person.isYou ? 'Покинуть организацию' : 'Убрать доступ'}
        </MenuItem>
      </Menu>
      {open === 'RIGHTS' ? <RightsDialog person={person} stores={stores} onClose={close} /> : null}
      {open === 'REMOVE' ? <RemoveDialog person={person} onClose={close} /> : null}
      {open === 'VIEW' && role !== 'OWNER' ? (
        <ViewDialog role={role} storeIds={person.storeIds} stores={stores} onClose={close} />
      ) : null}
    </>
  );
}
