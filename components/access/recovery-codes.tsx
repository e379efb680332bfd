import { CopyButton } from '@/components/ui/copy-button';
import { Notice } from '@/components/ui/notice';

/** Shown once: the cabinet keeps only what they are recognised by. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <Notice tone="attention" live="status" title="Сохраните запасные коды">
      <p>Каждый подходит один раз вместо кода из приложения. Больше кабинет их не покажет.</p>
      <ul aria-label="Запасные коды" className="my-3 grid grid-cols-2 gap-x-6 gap-y-1 font-mono text-16">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyButton value={codes.join('\n')} label="Скопировать коды" words keepSpaces />
    </Notice>
  );
}
