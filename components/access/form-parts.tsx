'use client';

import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import type { FormState } from '@/lib/core/form-state';

/** What belongs to no field of a form that anybody may send. */
export function FormProblem({ state, children }: { state: FormState; children?: ReactNode }) {
  if (state.ok || state.message === null) return null;
  return (
    <Notice tone="failed" live="alert" action={children}>
      {state.message}
    </Notice>
  );
}

/** Length and what it is checked for, once for all forms with a new password. */
export const PASSWORD_HINT = 'Не короче восьми знаков. Любые знаки и пробелы, лучше длинная фраза';
