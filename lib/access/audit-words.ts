import { dateInTable } from '@/lib/core/text';
import { type LocalDate } from '@/lib/core/local-date';
import { formatMoney, kopecks } from '@/lib/core/money';

/** What was done, without who: a noun, so that it fits a person, the cabinet and an operator alike. */
const actions: Readonly<Record<string, string>> = {
  'access.missing': 'Запрос к тому, чего нет или что принадлежит другим',
  'access.openPage': 'Открытие страницы',
  'access.download': 'Выгрузка файла',
  'access.signIn': 'Вход в кабинет',
  'access.refused': 'Неудачная попытка входа',
  'access.register': 'Регистрация организации',
  'access.changePassword': 'Смена пароля',
  'access.resetPassword': 'Новый пароль по ссылке из письма',
  'access.confirm': 'Подтверждение паролем',
  'access.endSessions': 'Завершение входов',
  'access.offerTotp': 'Настройка входа с кодом',
  'access.turnTotpOn': 'Вход с кодом включён',
  'access.turnTotpOff': 'Вход с кодом выключен',
  'access.renewRecoveryCodes': 'Новые запасные коды',
  'access.signOut': 'Выход из кабинета',
  'access.viewEnded': 'Возврат к своим правам',
  'access.viewStarted': 'Просмотр кабинета как другая роль',
  'billing.autopayCancelled': 'Автоплатёж не прошёл',
  'billing.autopayOff': 'Автоплатёж выключен',
  'billing.autopayOn': 'Автоплатёж включён',
  'billing.autopayReceived': 'Автоплатёж прошёл',
  'billing.autopayStarted': 'Автоплатёж начат',
  'billing.cardEnded': 'С карты больше нельзя списывать',
  'billing.cardRemoved': 'Банковская карта удалена',
  'billing.cardSaved': 'Банковская карта сохранена',
  'billing.refundCancelled': 'Возврат на карту не прошёл',
  'billing.refundMade': 'Деньги возвращены на карту',
  'billing.refundStarted': 'Возврат на карту начат',
  'billing.refund': 'Возврат денег на карту',
  'billing.removeCard': 'Удаление банковской карты',
  'billing.setAutopay': 'Включение автоплатежа',
  'billing.stopAutopay': 'Выключение автоплатежа',
  'billing.topUp': 'Пополнение счёта',
  'billing.topUpStarted': 'Пополнение счёта начато',
  'billing.topUpReceived': 'Счёт пополнен',
  'billing.topUpCancelled': 'Пополнение не прошло',
  'cardOrders.create': 'Оформление заказа',
  'cardOrders.pay': 'Оплата заказа',
  'cardOrders.cancel': 'Отмена заказа',
  'cardOrders.cancelled': 'Заказ отменён оператором',
  'cardOrders.fail': 'Заказ не принят оператором',
  'cardOrders.failed': 'Заказ не выполнен оператором',
  'cardOrders.packed': 'Заказ собирается',
  'cardOrders.shipped': 'Заказ передан в доставку',
  'cardOrders.delivered': 'Заказ доставлен',
  'cardOrders.draft': 'Черновик заказа',
  'cardOrders.expire': 'Срок заказа вышел',
  'cardOrders.kept': 'Оператор отказал в отмене заказа',
  'cardOrders.partial': 'Заказ доставлен частично',
  'cardOrders.returned': 'Посылка вернулась отправителю',
  'cardOrders.resend': 'Повторная отправка заказа',
  'cardOrders.refundReturned': 'Возврат денег за вернувшийся заказ',
  'cardOrders.addAddress': 'Новый адрес доставки',
  'cardOrders.changeAddress': 'Изменение адреса доставки',
  'cardOrders.removeAddress': 'Удаление адреса доставки',
  'installations.buyKit': 'Покупка комплекта модулей',
  'installations.install': 'Установка модулей на кассу',
  'installations.uninstall': 'Удаление модуля с кассы',
  'installations.applied': 'Ответ кассы об установке',
  'installations.installInCabinet': 'Установка модуля в кабинет',
  'installations.uninstallInCabinet': 'Удаление модуля из кабинета',
  'installations.removed': 'Модуль удалён: оплаченный срок закончился',
  'installations.blocked': 'Модуль перестал работать',
  'installations.unblocked': 'Модуль снова работает',
  'installations.installMany': 'Установка модулей на кассы',
  'invoicing.askCancel': 'Отмена счёта на оплату',
  'invoicing.askInvoice': 'Выставление счёта на оплату',
  'invoicing.issue': 'Счёт на оплату выставлен',
  'invoicing.cancel': 'Счёт на оплату отменён',
  'invoicing.paid': 'Счёт оплачен',
  'invoicing.act': 'Акт выставлен',
  'people.invite': 'Приглашение сотрудника',
  'people.resendInvitation': 'Повторное приглашение сотрудника',
  'people.revokeInvitation': 'Приглашение отозвано',
  'people.join': 'Приглашение принято',
  'people.changeRights': 'Изменение прав сотрудника',
  'people.remove': 'Доступ сотрудника убран',
  'receipts.setReceiptSetting': 'Настройка чеков',
  'receipts.resetReceiptSetting': 'Возврат настройки чеков',
  'receipts.resend': 'Повторная отправка чека',
  'receipts.askAddress': 'Письмо владельцу адреса по умолчанию',
  'receipts.addressConfirmed': 'Адрес по умолчанию подтверждён',
  'receipts.previewChange': 'Просмотр изменения настроек чеков',
  'receipts.applyChange': 'Настройка чеков сразу у многих',
  'simCards.activate': 'Активация смарт-карты',
  'simCards.bind': 'Привязка смарт-карты к кассе',
  'simCards.claim': 'Смарт-карта добавлена по номеру',
  'simCards.claimRefused': 'Смарт-карта по номеру не добавлена',
  'simCards.claimSlowed': 'Слишком много неверных номеров карт',
  'simCards.bulkContinue': 'Действие со списком карт продолжено',
  'simCards.bulkDraft': 'Список карт проверен',
  'simCards.bulkPause': 'Действие со списком карт на паузе',
  'simCards.bulkStart': 'Действие со списком карт запущено',
  'simCards.bulkStop': 'Действие со списком карт остановлено',
  'simCards.deactivate': 'Отключение смарт-карты',
  'simCards.askTermination': 'Начато закрытие смарт-карты',
  'simCards.deviceChanged': 'Смарт-карта в другом устройстве',
  'simCards.label': 'Метка смарт-карты',
  'simCards.lockImei': 'Блокировка смарт-карты по IMEI',
  'simCards.note': 'Заметка о смарт-карте',
  'simCards.removeNote': 'Заметка о смарт-карте удалена',
  'simCards.refreshUsage': 'Запрос трафика смарт-карты',
  'simCards.setLimit': 'Лимит трафика смарт-карты',
  'simCards.setLimitPolicy': 'Общий лимит трафика',
  'simCards.unbind': 'Отвязка смарт-карты от кассы',
  'simCards.unlockImei': 'Снятие блокировки по IMEI',
  'simCards.lift': 'Причина приостановки снята',
  'simCards.operatorReport': 'Сверка с оператором',
  'simCards.operatorResult': 'Ответ оператора',
  'simCards.receive': 'Новая смарт-карта',
  'simCards.restore': 'Возврат смарт-карты в работу',
  'simCards.suspend': 'Приостановка смарт-карты',
  'simCards.terminate': 'Закрытие смарт-карты',
  'simCards.withdrawTermination': 'Закрытие смарт-карты отменено',
  'stores.setHours': 'Часы работы магазина',
  'stores.create': 'Открытие магазина',
  'stores.edit': 'Изменение данных магазина',
  'stores.remove': 'Удаление магазина',
  'stores.cloudLink': 'Магазин связан с облаком',
  'stores.cloudUnlink': 'Магазина больше нет в облаке',
  'terminals.cloudAdd': 'Касса добавлена из облака',
  'terminals.cloudApply': 'Импорт из облака Эвотор',
  'terminals.cloudChange': 'Касса изменена по данным облака',
  'terminals.cloudConnect': 'Облако Эвотор подключено',
  'terminals.cloudDisconnect': 'Облако Эвотор отключено',
  'terminals.cloudLink': 'Касса связана с облаком',
  'terminals.cloudRead': 'Чтение облака Эвотор',
  'terminals.cloudToken': 'Токен облака Эвотор заменён',
  'terminals.cloudUnlink': 'Кассы больше нет в облаке',
  'terminals.pair': 'Касса подключена',
  'terminals.pairingCode': 'Код подключения кассы',
  'terminals.unpair': 'Касса отвязана',
  'terminals.select': 'Выбор касс по отбору',
  'terminals.move': 'Касса перемещена',
  'terminals.changeDetails': 'Изменение данных кассы',
  'subscriptions.start': 'Начало подписки',
  'subscriptions.renew': 'Продление подписки',
  'subscriptions.renewNow': 'Продление подписки заранее',
  'subscriptions.changePeriod': 'Смена периода оплаты',
  'subscriptions.changePeriodNow': 'Смена периода оплаты сразу',
  'subscriptions.stop': 'Остановка подписки',
  'subscriptions.resume': 'Возобновление подписки',
  'subscriptions.chargeFailed': 'На подписку не хватило денег',
  'subscriptions.end': 'Подписка закончилась',
};

export const knownActions: readonly string[] = Object.keys(actions);

export const auditTitle = (action: string): string => actions[action] ?? 'Действие в кабинете';

const fields: Readonly<Record<string, string>> = {
  action: 'что просили',
  address: 'адрес',
  amount: 'сумма',
  asked: 'что просили',
  byRemoval: 'вместе с модулем',
  card: 'карта',
  cloudName: 'в облаке называется',
  cancelAtPeriodEnd: 'остановлена',
  defaultEmail: 'адрес по умолчанию',
  confirmBy: 'подтвердить до',
  endsOn: 'работает до',
  from: 'начиная с',
  label: 'название',
  module: 'модуль',
  month: 'за месяц',
  modules: 'модули',
  operation: 'операция',
  operator: 'оператор',
  paired: 'подключена',
  period: 'период оплаты',
  periodEnd: 'оплачено до',
  printMode: 'что делать с чеком',
  purpose: 'на что',
  quantity: 'сколько карт',
  reason: 'причина',
  reasons: 'причины',
  refunded: 'возвращено',
  resumed: 'возобновлено подписок',
  sessions: 'завершено входов',
  revoked: 'отозваны приглашения',
  role: 'роль',
  state: 'состояние',
  stores: 'магазины',
  stopped: 'остановлено подписок',
  stopRenewal: 'остановить продление',
  terminal: 'касса',
  total: 'на сумму',
  hours: 'часы работы',
  imei: 'IMEI',
  limit: 'лимит',
  note: 'заметка',
  refused: 'не добавлено',
  whenOver: 'при превышении',
  tried: 'номера в запросе',
  triedInAll: 'всего номеров в запросе',
  store: 'магазин',
  name: 'название',
  kktRegNumber: 'РНМ',
  fiscalDrive: 'номер ФН',
  fiscalDriveExpiresOn: 'срок ФН',
  timeZone: 'часовой пояс',
  serialNumber: 'заводской номер',
  model: 'модель',
  token: 'токен',
  moreUnwritten: 'следующие запросы той же минуты не записаны',
};

/** Words of the domains for their codes: `<object type>.<field>`, or `<field>` for every object. */
export type AuditVocabulary = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface AuditChange {
  readonly label: string;
  /** null: there was nothing before */
  readonly before: string | null;
  readonly after: string | null;
}

const MONEY = new Set(['amount', 'refunded', 'total']);
const isDay = (text: string): text is LocalDate => /^\d{4}-\d{2}-\d{2}$/.test(text);
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function valueWords(
  objectType: string,
  field: string,
  value: unknown,
  vocabulary: AuditVocabulary,
): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 'да' : 'нет';
  if (typeof value === 'number') {
    return MONEY.has(field) ? formatMoney(kopecks(value)) : String(value);
  }
  if (Array.isArray(value)) return value.map((each) => `«${String(each)}»`).join(', ');
  if (typeof value !== 'string') return null;
  if (field === 'asked') return auditTitle(value);
  if (isDay(value)) return dateInTable(value);
  const word = vocabulary[`${objectType}.${field}`]?.[value] ?? vocabulary[field]?.[value];
  return word === undefined ? value || 'нет' : lowerFirst(word);
}

export interface AuditFacts {
  readonly objectType: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** Before → after of each field in words; what did not change is left out. */
export function auditChanges(
  { objectType, before, after }: AuditFacts,
  vocabulary: AuditVocabulary,
): AuditChange[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].flatMap((name) => {
    const label = fields[name];
    if (label === undefined) return [];
    const was = valueWords(objectType, name, before?.[name], vocabulary);
    const is = valueWords(objectType, name, after?.[name], vocabulary);
    const hadBefore = before !== null && name in before;
    const hasAfter = after !== null && name in after;
    if (was === is && (hadBefore || is === null)) return [];
    const word = (text: string | null) => text ?? 'не задано';
    return [{ label, before: hadBefore ? word(was) : null, after: hasAfter ? word(is) : null }];
  });
}
