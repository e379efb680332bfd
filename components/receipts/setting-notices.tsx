import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';

const LawLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a
    href={href}
    target="_blank"
    rel="noreferrer"
    className="rounded-tick text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-accent"
  >
    {children}
  </a>
);

/** domain.md B5.3: the default address belongs to the owner, so the buyer may be left with nothing. */
export function LegalNotice() {
  return (
    <Notice tone="attention" title="Покупатель может остаться без чека">
      Чек, который касса не напечатала и отправила только на ваш адрес, покупатель не получит. Электронный чек
      заменяет бумажный, если покупатель до расчёта сам назвал почту или телефон, иначе чек нужно напечатать:{' '}
      <LawLink href="https://www.consultant.ru/document/cons_doc_LAW_42359/">
        статья 1.2 закона 54-ФЗ «О применении контрольно-кассовой техники»
      </LawLink>
      . За невыданный чек отвечает продавец:{' '}
      <LawLink href="https://www.consultant.ru/document/cons_doc_LAW_34661/">
        части 4 и 6 статьи 14.5 КоАП РФ
      </LawLink>
      . Безопаснее «Спрашивать при продаже» или «Бумажный и электронный». Сохранить можно и так: в журнале
      останется, кто это выбрал.
    </Notice>
  );
}

export function TapeReminder() {
  return (
    <Notice tone="waits" title="Чековая лента всё равно нужна">
      Касса не начнёт продажу без ленты и напечатает чек, если отправить его некуда или нет связи с ОФД.
    </Notice>
  );
}
