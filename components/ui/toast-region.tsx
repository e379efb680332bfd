'use client';

import { Toast } from '@base-ui/react/toast';
import { useEffect, useState } from 'react';
import { buttonClass } from './button';
import { cx } from './cx';
import { Icon } from './icon';
import type { ToastMessage } from './toast';
import { type Tone, toneIcon, toneText } from './tone';

export interface ToastRegionProps {
  onReady: (send: (message: ToastMessage) => void) => void;
}

export function ToastRegion({ onReady }: ToastRegionProps) {
  const [manager] = useState(() => Toast.createToastManager<{ tone: Tone }>());
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport
          aria-label="Сообщения"
          className="fixed inset-x-3 top-[calc(env(safe-area-inset-top)+0.75rem)] z-50 flex flex-col gap-2 outline-none md:inset-x-auto md:end-6 md:top-auto md:bottom-6 md:w-96"
        >
          <Toasts onReady={onReady} manager={manager} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts({
  onReady,
  manager,
}: ToastRegionProps & { manager: ReturnType<typeof Toast.createToastManager<{ tone: Tone }>> }) {
  const { toasts } = Toast.useToastManager<{ tone: Tone }>();
  useEffect(() => {
    const timer = setTimeout(() => {
      onReady(({ title, text, tone = 'works', action, timeout }) => {
        const stays = tone === 'failed' || action !== undefined;
        manager.add({
          title,
          description: text,
          timeout: timeout ?? (stays ? 0 : 6000),
          priority: tone === 'failed' ? 'high' : 'low',
          data: { tone },
          ...(action ? { actionProps: { children: action.label, onClick: action.onClick } } : {}),
        });
      });
    }, 60);
    return () => clearTimeout(timer);
  }, [manager, onReady]);

  return toasts.map((item) => {
    const tone = item.data?.tone ?? 'works';
    return (
      <Toast.Root
        key={item.id}
        toast={item}
        swipeDirection={['down', 'right']}
        className="rounded-surface bg-surface shadow-pop transition-[opacity,transform] duration-150 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
      >
        <Toast.Content className="flex items-start gap-2.5 py-3 ps-3.5 pe-2">
          <Icon name={toneIcon[tone]} size={18} className={cx('mt-[0.1em]', toneText[tone])} />
          <div className="min-w-0 flex-1 text-14">
            <Toast.Title render={<p />} className="font-semibold" />
            <Toast.Description render={<p />} className="text-ink-2" />
            <Toast.Action className={cx(buttonClass('secondary', 'small'), 'mt-2')} />
          </div>
          <Toast.Close
            aria-label="Закрыть сообщение"
            className="-my-1 grid size-8 place-items-center rounded-control text-ink-2 hover:bg-wash hover:text-ink touch:size-11"
          >
            <Icon name="x" />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}
