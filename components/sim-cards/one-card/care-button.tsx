'use client';

import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { Button, type ButtonVariant } from '@/components/ui/button';
import type { IconName } from '@/components/ui/icon';
import type { BindDialogProps } from './bind-dialog';
import type { CloseDialogProps } from './close-dialog';
import type { LabelDialogProps } from './label-dialog';
import type { LimitDialogProps } from './limit-dialog';
import type { LockDialogProps } from './lock-dialog';

const BindDialog = lazy(() => import('./bind-dialog'));
const CloseDialog = lazy(() => import('./close-dialog'));
const LabelDialog = lazy(() => import('./label-dialog'));
const LimitDialog = lazy(() => import('./limit-dialog'));
const LockDialog = lazy(() => import('./lock-dialog'));

interface Look {
  children: ReactNode;
  /** when the words alone do not say what of */
  label?: string;
  icon?: IconName;
  variant?: ButtonVariant;
}

interface Closing {
  onClose: () => void;
}

/** A small button whose dialog comes to the browser when it is opened. */
function Opener<P extends object>({
  look: { children, label, icon, variant },
  Dialog,
  props,
}: {
  look: Look;
  Dialog: ComponentType<P & Closing>;
  props: P;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant={variant ?? 'quiet'}
        icon={icon}
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        {children}
      </Button>
      <Suspense>{open ? <Dialog {...props} onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}

type Props<P extends Closing> = Omit<P, 'onClose'> & { look: Look };

export const BindButton = ({ look, ...props }: Props<BindDialogProps>) => (
  <Opener look={look} Dialog={BindDialog} props={props} />
);
export const CloseButton = ({ look, ...props }: Props<CloseDialogProps>) => (
  <Opener look={look} Dialog={CloseDialog} props={props} />
);
export const LabelButton = ({ look, ...props }: Props<LabelDialogProps>) => (
  <Opener look={look} Dialog={LabelDialog} props={props} />
);
export const LimitButton = ({ look, ...props }: Props<LimitDialogProps>) => (
  <Opener look={look} Dialog={LimitDialog} props={props} />
);
export const LockButton = ({ look, ...props }: Props<LockDialogProps>) => (
  <Opener look={look} Dialog={LockDialog} props={props} />
);
