'use client';

import type { BaseSyntheticEvent, ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';

export interface FormDialogProps {
  title: ReactNode;
  description?: ReactNode;
  /** what `useActionForm` gives */
  submit: (event?: BaseSyntheticEvent) => Promise<void>;
  pending: boolean;
  problem: { readonly message: string } | null;
  onClose: () => void;
  /** words of the buttons: what is done, while it is being done, and what closes without doing it */
  action: string;
  pendingLabel: string;
  cancel: string;
  children: ReactNode;
}

/** A form in a dialog of its own, open from the first moment: fields, what is wrong, one action and the way out. */
export function FormDialog({
  title,
  description,
  submit,
  pending,
  problem,
  onClose,
  action,
  pendingLabel,
  cancel,
  children,
}: FormDialogProps) {
  return (
    <Dialog open onOpenChange={onClose} locked={pending} title={title} description={description}>
      <form noValidate onSubmit={submit}>
        <div className="grid gap-4">
          {children}
          {problem ? (
            <Notice tone="failed" live="alert">
              {problem.message}
            </Notice>
          ) : null}
        </div>
        <DialogActions>
          <DialogClose disabled={pending}>{cancel}</DialogClose>
          <Button type="submit" variant="primary" pending={pending} pendingLabel={pendingLabel}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
