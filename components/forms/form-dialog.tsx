'use client';

import type { ReactNode } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { DialogForm, type DialogFormProps } from './dialog-form';

export interface FormDialogProps extends DialogFormProps {
  title: ReactNode;
  description?: ReactNode;
  onClose: () => void;
}

/** A form in a dialog of its own, open from the first moment. */
export function FormDialog({ title, description, onClose, ...form }: FormDialogProps) {
  return (
    <Dialog open onOpenChange={onClose} locked={form.pending} title={title} description={description}>
      <DialogForm {...form} />
    </Dialog>
  );
}
