import { modelsWith } from '@/lib/catalog/hardware.rule';
import { planTitle } from '@/lib/catalog/labels';
import type { Catalog } from '@/lib/catalog/model';
import { floorInWords } from '@/lib/terminals/pos-version.rule';
import type { BlockReason, InstallationState } from './model';
import type { TerminalPlan, Verdict } from './plan.rule';
import type { RunOutcome } from './run-outcome.rule';

export const installationStateNames: Record<InstallationState, string> = {
  REQUESTED: 'Устанавливается',
  WAITING_TERMINAL: 'Ждёт кассу',
  INSTALLED: 'Установлен',
  FAILED: 'Не установлен: ошибка',
  REMOVING: 'Удаляется',
  REMOVED: 'Удалён',
};

/** A reason as a sentence: what is in the way and what helps. */
export function reasonText(catalog: Catalog, reason: BlockReason): string {
  const nameOf = (slug: string | null) => `«${catalog.modules.get(slug ?? '')?.name ?? ''}»`;
  const module = catalog.modules.get(reason.moduleSlug);
  const name = nameOf(reason.moduleSlug);
  switch (reason.code) {
    case 'MISSING_DEPENDENCY':
      return catalog.modules.get(reason.otherSlug ?? '')?.scope === 'ORGANIZATION'
        ? `сначала установите в кабинет модуль ${nameOf(reason.otherSlug)}`
        : `сначала нужен модуль ${nameOf(reason.otherSlug)}`;
    case 'CONFLICT':
      return `${name} не работает на одной кассе с ${nameOf(reason.otherSlug)}`;
    case 'VERSION_TOO_OLD':
      return `${name}: нужна EvotorPOS не старше ${floorInWords(module?.posVersions[''] ?? {})}. Дождитесь обновления кассы`;
    case 'VERSION_UNKNOWN':
      return `версия EvotorPOS неизвестна: включите кассу и подключите её к интернету`;
    case 'UNSUPPORTED_LINE':
      return `нет данных о поддержке этой версии EvotorPOS модулем ${name}`;
    case 'NO_HARDWARE':
      return `${name}: нужен ${catalog.hardware.get(reason.otherSlug ?? '') ?? ''}, его имеют ${modelsWith(catalog, [reason.otherSlug ?? '']).join(', ')}`;
    case 'HARDWARE_UNKNOWN':
      return `${name}: неизвестно, есть ли у этой модели ${catalog.hardware.get(reason.otherSlug ?? '') ?? ''}`;
    case 'NO_ENTITLEMENT': {
      const [first] = reason.planSlugs;
      const kit = catalog.kits.get(catalog.plans.get(first ?? '')?.kitSlug ?? '');
      if (first === undefined) return `${name} сейчас не продаётся`;
      return kit
        ? `${name} входит в ${planTitle(catalog, first)}, он не оплачен`
        : `${name} оплачивается отдельно и не оплачен`;
    }
  }
}

export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** What would happen on a terminal, in one line; why not, in the others. */
export function outcomeWords(
  catalog: Catalog,
  { verdict, order, missing, reasons }: Pick<TerminalPlan, 'verdict' | 'order' | 'missing' | 'reasons'>,
): { readonly title: string; readonly lines: readonly string[] } {
  const names = (slugs: readonly string[]) =>
    slugs.map((slug) => `«${catalog.modules.get(slug)?.name ?? slug}»`).join(', ');
  const wanted = order.filter((slug) => !missing.includes(slug));
  const titles: Record<Verdict, string> = {
    INSTALL:
      order.length === 0
        ? 'Заработает после оплаты'
        : missing.length === 0
          ? 'Установится'
          : `Сначала установится ${names(missing)}, потом ${names(wanted)}`,
    NEEDS: 'Сначала нужно другое',
    CANNOT: 'Установить нельзя',
    ALREADY: 'Уже установлен или устанавливается',
  };
  return { title: titles[verdict], lines: reasons.map((reason) => sentence(reasonText(catalog, reason))) };
}

export const runOutcomeNames: Readonly<Record<RunOutcome, string>> = {
  INSTALLED: 'Установлено',
  WAITING: 'Ждут кассу',
  FAILED: 'Касса не смогла установить',
  GONE: 'Потом удалено',
  ALREADY: 'Уже было установлено',
  NEEDS: 'Не установлено: сначала нужно другое',
  CANNOT: 'Не установлено: нельзя',
};

type Tone = 'works' | 'waits' | 'attention' | 'failed' | 'off';

export const runOutcomeTones: Readonly<Record<RunOutcome, Tone>> = {
  INSTALLED: 'works',
  WAITING: 'waits',
  FAILED: 'failed',
  GONE: 'off',
  ALREADY: 'off',
  NEEDS: 'attention',
  CANNOT: 'failed',
};

export const installationTones: Readonly<Record<InstallationState, Tone>> = {
  REQUESTED: 'waits',
  WAITING_TERMINAL: 'waits',
  INSTALLED: 'works',
  FAILED: 'failed',
  REMOVING: 'waits',
  REMOVED: 'off',
};
