import { Notice } from '@/components/ui/notice';

/** domain.md B5.3: the default address belongs to the owner, so the buyer may be left with nothing. */
export function LegalNotice() {
  return (
    <Notice tone="attention" title="Покупатель может остаться без чека">
      Чек, который касса не напечатала и отправила только на ваш адрес, покупатель не получит. По 54-ФЗ
      электронный чек заменяет бумажный, если покупатель сам назвал почту или телефон; иначе это нарушение
      (части 4 и 6 статьи 14.5 КоАП). Безопаснее «Спрашивать при продаже» или «Бумажный и электронный».
      Сохранить можно и так: в журнале останется, кто это выбрал.
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
