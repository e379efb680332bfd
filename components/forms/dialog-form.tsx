'use client';

import type { BaseSyntheticEvent, ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';

export interface DialogFormProps {
  /** what `useActionForm` gives */
  submit: (event?: BaseSyntheticEvent) => Promise<void>;
  pending: boolean;
  problem: { readonly message: string } | null;
  /** words of the buttons: what is done, while it is being done, and what closes without doing it */
  action: ReactNode;
  pendingLabel: string;
  cancel: string;
  /** there is nothing to do yet */
  disabled?: boolean | undefined;
  children: ReactNode;
}

/** The form inside a dialog: fields, what is wrong, one action and the way out. */
export function DialogForm({
  submit,
  pending,
  problem,
  action,
  pendingLabel,
  cancel,
  disabled,
  children,
}: DialogFormProps) {
  return (
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
        <Button
          type="submit"
          variant="primary"
          disabled={disabled}
          pending={pending}
          pendingLabel={pendingLabel}
        >
          {action}
        </Button>
      </DialogActions>
    </form>
  );
}
