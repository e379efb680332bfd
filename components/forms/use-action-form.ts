'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useState } from 'react';
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  useForm,
  type UseFormReturn,
} from 'react-hook-form';
import type { z } from 'zod';
import type { ActionResult } from '@/lib/core/action-result';
import { withConfirmation } from './confirm-again';
import { signInAgain } from './sign-in-again';

export interface ActionForm<Input extends FieldValues, Output> {
  readonly form: UseFormReturn<Input, unknown, Output>;
  readonly submit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  readonly pending: boolean;
  /** a refusal that belongs to no field */
  readonly problem: { code: string; message: string } | null;
  /** the same for a refusal of another action over these fields */
  readonly refuse: (refused: Refused) => void;
}

type Refused = Extract<ActionResult<unknown>, { ok: false }>;

const draftKey = () => `draft:${window.location.pathname}`;

/**
 * A form over a server action: one schema on both sides, refusals land on their fields, what was typed survives
 * an expired session.
 */
export function useActionForm<S extends z.ZodType<FieldValues, FieldValues>, T>({
  schema,
  action,
  defaultValues,
  secrets = [],
  onSuccess,
}: {
  schema: S;
  action: (input: z.input<S>) => Promise<ActionResult<T>>;
  defaultValues: DefaultValues<z.input<S>>;
  /** fields that are typed anew after an expired session: nothing of them is kept anywhere */
  secrets?: readonly Path<z.input<S>>[];
  onSuccess?: (value: T) => void | Promise<void>;
}): ActionForm<z.input<S>, z.output<S>> {
  const [problem, setProblem] = useState<{ code: string; message: string } | null>(null);
  const form = useForm<z.input<S>, unknown, z.output<S>>({
    resolver: zodResolver(schema),
    defaultValues,
    mode: 'onTouched',
  });

  useEffect(() => {
    const kept = sessionStorage.getItem(draftKey());
    if (!kept) return;
    const draft = JSON.parse(kept) as object;
    const values = form.getValues();
    // Another form of this page may have kept it.
    if (!Object.keys(draft).some((name) => name in values)) return;
    sessionStorage.removeItem(draftKey());
    form.reset({ ...values, ...draft }, { keepDefaultValues: true });
  }, [form]);

  const refuse = (refused: Refused) => {
    if (refused.code === 'SIGNED_OUT') {
      const typed = Object.entries(form.getValues()).filter(
        ([name]) => !secrets.some((each) => each === name),
      );
      sessionStorage.setItem(draftKey(), JSON.stringify(Object.fromEntries(typed)));
      signInAgain();
      return;
    }
    const fields = Object.entries(refused.fields ?? {});
    for (const [index, [name, message]] of fields.entries()) {
      form.setError(name as Path<z.input<S>>, { message }, { shouldFocus: index === 0 });
    }
    if (fields.length === 0) setProblem({ code: refused.code, message: refused.message });
  };

  const submit = form.handleSubmit(async () => {
    setProblem(null);
    const result = await withConfirmation(() => action(form.getValues()));
    if (result.ok) await onSuccess?.(result.value);
    else refuse(result);
  });

  return { form, submit, pending: form.formState.isSubmitting, problem, refuse };
}
