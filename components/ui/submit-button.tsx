'use client';

import { useFormStatus } from 'react-dom';
import { Button, type ButtonProps } from './button';

export interface SubmitButtonProps extends Omit<ButtonProps, 'type' | 'pending'> {
  pendingLabel: string;
}

export function SubmitButton({ variant = 'primary', ...rest }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  return <Button {...rest} variant={variant} type="submit" pending={pending} />;
}
