import type { ComponentPropsWithRef } from 'react';
import { cx } from './cx';
import { Field, type FieldTexts } from './field';
import { controlClass } from './input';

export type TextareaProps = ComponentPropsWithRef<'textarea'>;

function Textarea({ className, rows = 4, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={rows}
      className={cx(controlClass, 'field-sizing-content max-h-96 min-h-24 py-2', className)}
      {...rest}
    />
  );
}

export interface TextareaFieldProps extends Omit<TextareaProps, 'id'>, FieldTexts {
  id?: string | undefined;
  name: string;
}

export function TextareaField({ id, label, hint, error, required, optional, ...rest }: TextareaFieldProps) {
  return (
    <Field id={id ?? rest.name} {...{ label, hint, error, required, optional }}>
      {(control) => <Textarea {...rest} {...control} />}
    </Field>
  );
}
