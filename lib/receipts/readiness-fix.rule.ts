import type { Permission } from '@/lib/access/permission.rule';
import type { Readiness, ReadinessItem } from './model';

/** What a person can do about one line of the checklist. */
export type ReadinessFix =
  /** asks the terminal to install it, with what it requires */
  | { readonly kind: 'INSTALL'; readonly label: string; readonly moduleSlug: string; readonly name: string }
  | { readonly kind: 'UNINSTALL'; readonly moduleSlug: string; readonly name: string }
  /** asks the owner of the default address once more */
  | { readonly kind: 'LETTER' }
  | { readonly kind: 'LINK'; readonly label: string; readonly href: string }
  /** the role may not: whom to ask for what */
  | { readonly kind: 'ASK'; readonly text: string };

const ADMINS = 'владельца или администратора магазина';

const ask = (what: string): ReadinessFix => ({ kind: 'ASK', text: `Попросите ${ADMINS} ${what}` });

/**
 * What helps with an item that is not done: the button does it, or leads to where it is done; who has no right to it
 * is told whom to ask. Null: there is nothing to do.
 */
export function readinessFix(
  { items }: Pick<Readiness, 'items'>,
  item: ReadinessItem,
  { terminalId, may }: { readonly terminalId: string; readonly may: (permission: Permission) => boolean },
): ReadinessFix | null {
  const terminal = `/terminals/${terminalId}`;
  const isOpen = (step: ReadinessItem['step']) =>
    items.some((each) => each.step === step && each.status === 'MISSING');
  const [moduleSlug = '', name = ''] = [item.moduleSlugs?.[0], item.names[0]];
  if (item.step === 'PAPER') return { kind: 'LINK', label: 'Что сообщает касса', href: terminal };
  if (item.status === 'DONE' || item.status === 'WAITING') return null;
  switch (item.step) {
    case 'ENTITLEMENT':
      return may('modules.install') && may('subscriptions.manage')
        ? { kind: 'LINK', label: 'Купить комплект', href: terminal }
        : ask('купить комплект');
    case 'REQUIRED':
    case 'MODULE': {
      if (!may('modules.install')) return ask(`установить «${name}»`);
      const label = item.installation === 'FAILED' ? 'Установить ещё раз' : 'Установить';
      return isOpen('ENTITLEMENT') || isOpen('CONFLICT')
        ? { kind: 'LINK', label: 'Что мешает установить', href: terminal }
        : { kind: 'INSTALL', label, moduleSlug, name };
    }
    case 'CONFLICT':
      return may('modules.install')
        ? { kind: 'UNINSTALL', moduleSlug, name }
        : ask(`удалить «${name}» с этой кассы`);
    case 'ADDRESS':
      return may('receipts.configure')
        ? { kind: 'LETTER' }
        : ask('отправить письмо владельцу адреса ещё раз');
    case 'VERSION':
      return { kind: 'LINK', label: 'Версия кассы', href: terminal };
    case 'OFD':
      return { kind: 'LINK', label: 'Данные кассы', href: terminal };
  }
}
