'use client';

import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { counted } from '@/lib/core/text';
import { installModules, uninstallModule } from '@/lib/installations/actions';

export function InstallButton({
  terminalId,
  moduleSlug,
  moduleName,
  label,
  complete,
}: {
  terminalId: string;
  moduleSlug: string;
  moduleName: string;
  label: string;
  complete: boolean;
}) {
  const { run, pending } = useAction(installModules, {
    done: (value) =>
      value.installed > 0
        ? `«${moduleName}»: установка начата. Касса применит её, когда выйдет на связь`
        : `«${moduleName}» не установлен: условия изменились, обновите страницу`,
  });
  return (
    <Button
      size="small"
      pending={pending}
      pendingLabel="Устанавливаем…"
      aria-label={`${label}: ${moduleName}`}
      onClick={() => run({ terminalIds: [terminalId], moduleSlugs: [moduleSlug], complete })}
    >
      {label}
    </Button>
  );
}

export function UninstallDialog({
  terminalId,
  terminalName,
  moduleSlug,
  moduleName,
  needed = [],
}: {
  terminalId: string;
  terminalName: string;
  moduleSlug: string;
  moduleName: string;
  /** modules on this terminal that do not work without it: they go too, or nothing does */
  needed?: readonly { readonly slug: string; readonly name: string }[];
}) {
  const { run, pending, problem } = useAction(uninstallModule, {
    done: `«${moduleName}» удаляется с кассы «${terminalName}»`,
  });
  const together = needed.map(({ slug }) => slug);
  return (
    <Dialog
      title={`Удалить «${moduleName}»`}
      description={`Касса «${terminalName}» удалит модуль, когда выйдет на связь. Настройки и оплаченное сохранятся: до конца оплаченного срока модуль можно установить снова бесплатно.`}
      trigger={
        <Button size="small" variant="quiet" aria-label={`Удалить ${moduleName}`}>
          Удалить
        </Button>
      }
      width="narrow"
      locked={pending}
    >
      {needed.length > 0 ? (
        <Notice tone="attention">
          Без него не работает {needed.map(({ name }) => `«${name}»`).join(', ')}. Удалить вместе с ним?
        </Notice>
      ) : null}
      {problem ? <Notice tone="failed">{problem.message}</Notice> : null}
      <DialogActions>
        <DialogClose disabled={pending}>Не сейчас</DialogClose>
        <Button
          variant="danger"
          pending={pending}
          pendingLabel="Удаляем…"
          onClick={() => run({ terminalId, moduleSlug, together })}
        >
          {needed.length > 0
            ? `Удалить ${counted(needed.length + 1, ['модуль', 'модуля', 'модулей'])}`
            : 'Удалить модуль'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
