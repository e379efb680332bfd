'use client';

import { useState, useTransition } from 'react';
import { useToast } from '@/components/ui/toast';
import type { ActionResult } from '@/lib/core/action-result';
import { withConfirmation } from './confirm-again';
import { signInAgain } from './sign-in-again';

/**
 * A button over a server action without a form: `run(input)` while `pending`; success is said in words,
 * a refusal is shown where the button stands (`problem`) and as a message.
 */
export function useAction<I, T>(
  action: (input: I) => Promise<ActionResult<T>>,
  options: { done?: string | ((value: T) => string); onSuccess?: (value: T) => void } = {},
) {
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<{ code: string; message: string } | null>(null);
  const toast = useToast();

  function run(input: I): void {
    setProblem(null);
    start(async () => {
      const result = await withConfirmation(() => action(input));
      if (result.ok) {
        const { done } = options;
        if (done) toast({ title: typeof done === 'string' ? done : done(result.value), tone: 'works' });
        options.onSuccess?.(result.value);
      } else if (result.code === 'SIGNED_OUT') {
        signInAgain();
      } else {
        setProblem({ code: result.code, message: result.message });
        toast({ title: result.message, tone: 'failed' });
      }
    });
  }

  return { run, pending, problem };
}
