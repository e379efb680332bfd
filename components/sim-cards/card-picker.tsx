'use client';

import { useRouter } from 'next/navigation';
import {
  type ChangeEvent,
  type ClipboardEvent,
  lazy,
  type MouseEvent,
  type ReactNode,
  Suspense,
  useCallback,
  useState,
  useSyncExternalStore,
} from 'react';
import { BulkBar } from '@/components/ui/bulk-bar';
import { Button } from '@/components/ui/button';
import type { ActionResult } from '@/lib/core/action-result';
import type { LocalDate } from '@/lib/core/local-date';
import { quoteActivation } from '@/lib/sim-cards/actions';
import type { ActivationQuote, SimAction } from '@/lib/sim-cards/model';

const ActivateDialog = lazy(() => import('./activate-dialog'));
const DeactivateDialog = lazy(() => import('./deactivate-dialog'));
const WholeBar = lazy(() => import('./bulk/whole-bar'));

export interface PickedCard {
  readonly id: string;
  readonly can: SimAction | null;
  readonly until: LocalDate | null;
  readonly renews: boolean;
}

type Open =
  | {
      readonly action: 'ACTIVATE';
      readonly ids: string[];
      readonly quote: Promise<ActionResult<ActivationQuote>>;
    }
  | { readonly action: 'DEACTIVATE'; readonly cards: PickedCard[] };

const boxes = (root: HTMLElement | null): HTMLInputElement[] => [
  ...(root?.querySelectorAll<HTMLInputElement>('input[name="card"]') ?? []),
];

/** What is ticked, as text: the rows are the server's, so their boxes are the only record of it. */
function ticked(root: HTMLElement | null): string {
  const cards = boxes(root)
    .filter((box) => box.checked)
    .map((box): PickedCard => {
      const { can, until, renews } = box.dataset;
      return {
        id: box.value,
        can: can === 'ACTIVATE' || can === 'DEACTIVATE' ? can : null,
        until: (until as LocalDate | undefined) ?? null,
        renews: renews !== undefined,
      };
    });
  return JSON.stringify(cards);
}

export interface CardPickerProps {
  /** «18», «более 1 000» */
  total: string;
  /** there are other pages */
  hasMore: boolean;
  selectable: boolean;
  mayTopUp: boolean;
  /** The table of cards. */
  children: ReactNode;
}

/** Choosing rows, opening them and copying numbers, for the whole table at once. */
export function CardPicker({ total, hasMore, selectable, mayTopUp, children }: CardPickerProps) {
  const router = useRouter();
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const [selecting, setSelecting] = useState(false);
  const [open, setOpen] = useState<Open | null>(null);
  const [whole, setWhole] = useState(false);
  const subscribe = useCallback(
    (notify: () => void) => {
      if (!root) return () => undefined;
      const observer = new MutationObserver(notify);
      observer.observe(root, { subtree: true, childList: true, attributeFilter: ['data-can', 'data-until'] });
      root.addEventListener('change', notify);
      return () => {
        observer.disconnect();
        root.removeEventListener('change', notify);
      };
    },
    [root],
  );
  const picked = JSON.parse(
    useSyncExternalStore(
      subscribe,
      () => ticked(root),
      () => '[]',
    ),
  ) as PickedCard[];
  const able = (action: SimAction) => picked.filter((card) => card.can === action);
  const [on, off] = [able('ACTIVATE'), able('DEACTIVATE')];

  function tickAll(checked: boolean) {
    for (const box of boxes(root)) box.checked = checked;
    root?.dispatchEvent(new Event('change'));
  }

  function changed({ target }: ChangeEvent<HTMLElement>) {
    if (!(target instanceof HTMLInputElement)) return;
    setWhole(false);
    if (target.name === 'all') tickAll(target.checked);
    const all = root?.querySelector<HTMLInputElement>('input[name="all"]');
    if (all) all.checked = boxes(root).every((box) => box.checked);
  }

  function clear() {
    setWhole(false);
    tickAll(false);
    const all = root?.querySelector<HTMLInputElement>('input[name="all"]');
    if (all) all.checked = false;
  }

  function follow(event: MouseEvent) {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-row]');
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain) return;
    event.preventDefault();
    router.push(link.pathname + link.search);
  }

  function copy(event: ClipboardEvent) {
    const text = window.getSelection()?.toString() ?? '';
    if (!text.includes('\u2005')) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', text.replaceAll('\u2005', ''));
  }

  function toggleSelecting() {
    root?.querySelector('table')?.toggleAttribute('data-selecting', !selecting);
    if (selecting) clear();
    setSelecting(!selecting);
  }

  const close = () => setOpen(null);
  const done = () => {
    close();
    clear();
  };

  return (
    <>
      {selectable ? (
        <div className="mb-2 md:hidden">
          <Button size="small" aria-pressed={selecting} onClick={toggleSelecting}>
            {selecting ? 'Закончить выбор' : 'Выбрать'}
          </Button>
        </div>
      ) : null}
      <div ref={setRoot} onChange={changed} onClick={follow} onCopy={copy}>
        {children}
      </div>
      {whole ? (
        <Suspense>
          <WholeBar onClear={clear} />
        </Suspense>
      ) : picked.length > 0 ? (
        <BulkBar
          summary={`Выбрано ${picked.length} из ${total}`}
          extend={
            hasMore && picked.length === boxes(root).length ? (
              <Button size="small" variant="quiet" onClick={() => setWhole(true)}>
                Выбрать все по отбору: {total}
              </Button>
            ) : null
          }
          onClear={clear}
        >
          <Button
            size="small"
            variant="primary"
            disabled={on.length === 0}
            onClick={() => {
              const ids = on.map((card) => card.id);
              setOpen({ action: 'ACTIVATE', ids, quote: quoteActivation({ cardIds: ids }) });
            }}
          >
            Активировать ({on.length})
          </Button>
          <Button
            size="small"
            disabled={off.length === 0}
            onClick={() => setOpen({ action: 'DEACTIVATE', cards: off })}
          >
            Отключить ({off.length})
          </Button>
        </BulkBar>
      ) : null}
      <Suspense>
        {open?.action === 'ACTIVATE' ? (
          <ActivateDialog
            cardIds={open.ids}
            firstQuote={open.quote}
            mayTopUp={mayTopUp}
            onClose={close}
            onDone={done}
          />
        ) : null}
        {open?.action === 'DEACTIVATE' ? (
          <DeactivateDialog cards={open.cards} onClose={close} onDone={done} />
        ) : null}
      </Suspense>
    </>
  );
}
