import type { ReactNode } from 'react';

export const long =
  'Общество с ограниченной ответственностью «Торговый дом „Северное сияние“», обособленное подразделение в городе Петропавловске-Камчатском, улица Ленинская, дом 42, корпус 3, строение 7, помещение 118 (вход со двора, через арку, напротив почтового отделения, звонок номер два, спросить старшего кассира)';

export const states = [
  { value: 'active', label: 'Активна' },
  { value: 'pending', label: 'Выполняется операция' },
  { value: 'off', label: 'Отключена' },
];

export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="mb-5 grid gap-2 md:grid-cols-[11rem_minmax(0,1fr)] md:gap-6">
      <p className="text-13 text-ink-2 md:pt-2">{label}</p>
      <div className="flex min-w-0 flex-wrap items-start gap-2">{children}</div>
    </div>
  );
}
