'use client';

import type { ReactNode } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { InputField } from '@/components/ui/input';
import { likelyMeant } from '@/lib/receipts/email-address.rule';

/**
 * One address with a hint where a slip is likely. Not of type `email`: browsers turn кириллица.рф into its ASCII form
 * before anybody sees what was typed.
 */
export function AddressInput({
  field,
  label,
  typed,
  error,
  hint,
  onTake,
}: {
  field: UseFormRegisterReturn;
  label: string;
  typed: string;
  error: string | undefined;
  hint?: ReactNode;
  onTake: (meant: string) => void;
}) {
  const meant = likelyMeant(typed);
  return (
    <InputField
      {...field}
      label={label}
      inputMode="email"
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      placeholder="cheki@company.ru"
      error={error}
      hint={
        meant ? (
          <>
            Возможно, вы имели в виду{' '}
            <button type="button" className="tap text-accent underline" onClick={() => onTake(meant)}>
              {meant}
            </button>
          </>
        ) : (
          hint
        )
      }
    />
  );
}
