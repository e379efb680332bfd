import type { Catalog } from '@/lib/catalog/model';
import { floorInWords } from '@/lib/terminals/pos-version.rule';
import type { BlockReason, InstallationState } from './model';

export const installationStateNames: Record<InstallationState, string> = {
  REQUESTED: 'Устанавливается',
  WAITING_TERMINAL: 'Ждёт кассу',
  INSTALLED: 'Установлен',
  FAILED: 'Не установлен: ошибка',
  REMOVING: 'Удаляется',
  REMOVED: 'Удалён',
};

/** A reason as a sentence: what is in the way and what helps. */
export function reasonText(catalog: Pick<Catalog, 'modules' | 'kits'>, reason: BlockReason): string {
  const name = (slug: string | null) => `«${catalog.modules.get(slug ?? '')?.name ?? ''}»`;
  const module = catalog.modules.get(reason.moduleSlug);
  switch (reason.code) {
    case 'MISSING_DEPENDENCY':
      return `сначала нужен модуль ${name(reason.otherSlug)}`;
    case 'CONFLICT':
      return `${name(reason.moduleSlug)} не работает на одной кассе с ${name(reason.otherSlug)}`;
    case 'VERSION_TOO_OLD':
      return `${name(reason.moduleSlug)}: нужна EvotorPOS не старше ${floorInWords(module?.posVersions[''] ?? {})}. Дождитесь обновления кассы`;
    case 'VERSION_UNKNOWN':
      return `версия EvotorPOS неизвестна: включите кассу и подключите её к интернету`;
    case 'UNSUPPORTED_LINE':
      return `нет данных о поддержке этой версии EvotorPOS модулем ${name(reason.moduleSlug)}`;
    case 'NO_ENTITLEMENT': {
      const kit = catalog.kits.get(reason.kitSlug ?? '');
      return kit
        ? `${name(reason.moduleSlug)} входит в комплект «${kit.name}», он не оплачен`
        : `${name(reason.moduleSlug)} не оплачен`;
    }
  }
}
