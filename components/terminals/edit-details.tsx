'use client';

import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';

const DetailsDialog = lazy(() => import('./details-dialog'));

export interface EditDetailsProps {
  terminalId: string;
  /** what the page shows: a change in between is told apart by it */
  seen: string;
  name: string;
  kktRegNumber: string;
  fiscalDrive: string;
  fiscalDriveExpiresOn: string;
}

export function EditDetails(props: EditDetailsProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="quiet" icon="pencil" onClick={() => setOpen(true)}>
        Изменить
      </Button>
      <Suspense>{open ? <DetailsDialog {...props} onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
