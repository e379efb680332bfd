'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useRouter, useSearchParams } from 'next/navigation';
import { type MouseEvent, type RefObject, useMemo, useRef, useState } from 'react';
import { signOut } from '@/components/access/sign-out';
import { signInAgain } from '@/components/forms/sign-in-again';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { useKeptStore } from '@/components/ui/link';
import { SEARCH_SHORTEST } from '@/lib/core/search';
import { counted } from '@/lib/core/text';
import type { Role } from '@/lib/access/permission.rule';
import { SEARCH_MIN } from '@/lib/sim-cards/search.rule';
import { entriesFor, SIGN_OUT } from './entries';
import { groupsOf, type Option, type OptionGroup } from './options';
import { type Finding, useFound } from './use-found';

export interface PaletteProps {
  role: Role;
  isSandbox: boolean;
  open: boolean;
  onClose: () => void;
}

/** The search over everything: a dialog with one field and one list. */
export default function Palette({ open, onClose, ...rest }: PaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Viewport className="fixed inset-0 z-40 flex justify-center md:items-start md:p-6 md:pt-[10dvh]">
          <Dialog.Popup
            initialFocus={input}
            className="flex h-full w-full flex-col overflow-hidden bg-surface shadow-pop transition-opacity duration-150 outline-none data-ending-style:opacity-0 data-starting-style:opacity-0 md:h-auto md:max-h-[min(38rem,80dvh)] md:max-w-2xl md:rounded-surface"
          >
            <Dialog.Title className="sr-only">Поиск по кабинету</Dialog.Title>
            <Search input={input} onClose={onClose} {...rest} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

function Search({
  role,
  isSandbox,
  input,
  onClose,
}: Omit<PaletteProps, 'open'> & { input: RefObject<HTMLInputElement | null> }) {
  const router = useRouter();
  const keep = useKeptStore();
  const chosen = useSearchParams().get('store');
  const [query, setQuery] = useState('');
  const entries = useMemo(() => entriesFor(role, isSandbox), [role, isSandbox]);
  const finding = useFound(query);
  const groups = groupsOf(entries, query, finding.found, chosen);
  const addressOf = ({ href, isThing }: Option) => (isThing ? href : keep(href));

  function choose(option: Option, event: MouseEvent) {
    if (option.href === SIGN_OUT) {
      signOut();
      return;
    }
    if (!isPlain(event)) return;
    event.preventDefault();
    onClose();
    router.push(addressOf(option));
  }

  return (
    <Autocomplete.Root
      inline
      open
      filter={null}
      autoHighlight="always"
      keepHighlight
      items={groups}
      value={query}
      onValueChange={(value, { reason }) => {
        if (reason !== 'item-press') setQuery(value);
      }}
      itemToStringValue={({ name }: Option) => name}
    >
      <div className="flex items-center gap-3 border-b border-line ps-4 pe-2 md:ps-5 md:pe-3">
        <Icon name="search" size={18} className="shrink-0 text-ink-2" />
        <Autocomplete.Input
          ref={input}
          type="search"
          aria-label="Касса, карта, магазин, раздел или действие"
          placeholder="Касса, карта, магазин, раздел"
          maxLength={100}
          spellCheck={false}
          autoCapitalize="none"
          enterKeyHint="go"
          className="h-14 min-w-0 flex-1 bg-transparent text-16 outline-none"
        />
        <Dialog.Close
          aria-label="Закрыть"
          className="grid size-9 shrink-0 place-items-center rounded-control text-ink-2 hover:bg-wash hover:text-ink touch:size-11"
        >
          <Icon name="x" size={18} />
        </Dialog.Close>
      </div>
      <div className="min-h-0 flex-1 scroll-py-10 overflow-y-auto overscroll-contain touch:max-md:pb-[45dvh]">
        <Autocomplete.List className="p-2 empty:hidden" aria-label="Найденное">
          {(group: OptionGroup) => (
            <Autocomplete.Group key={group.label} items={[...group.items]} className="not-first:mt-2">
              <Autocomplete.GroupLabel className="px-3 pt-2 pb-1 text-13 text-ink-2">
                {group.label}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(option: Option) => (
                  <Line
                    key={option.key}
                    option={option}
                    address={addressOf(option)}
                    onChoose={(event) => choose(option, event)}
                  />
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
        <Outcome finding={finding} query={query} groups={groups} />
      </div>
      <p
        aria-hidden
        className="flex gap-5 border-t border-line px-5 py-2.5 text-13 text-ink-2 max-md:hidden touch:hidden"
      >
        <span>↑ ↓ — выбрать</span>
        <span>Enter — открыть</span>
        <span>Esc — закрыть</span>
      </p>
    </Autocomplete.Root>
  );
}

function Line({
  option,
  address,
  onChoose,
}: {
  option: Option;
  address: string;
  onChoose: (event: MouseEvent) => void;
}) {
  const { icon, name, title, detail, badge } = option;
  return (
    <Autocomplete.Item
      value={option}
      onClick={onChoose}
      render={option.href === SIGN_OUT ? <div /> : <a href={address} />}
      className="flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-control px-3 py-1.5 outline-none data-highlighted:bg-accent-tint touch:min-h-13"
    >
      <Icon name={icon} size={18} className="shrink-0 text-ink-2" />
      <span className="min-w-0 flex-1 md:flex md:items-center md:gap-4">
        <span className="block min-w-0 md:flex-1">
          <span className="line-clamp-2 break-words">{title ?? name}</span>
          {detail ? <span className="line-clamp-2 text-13 break-words text-ink-2">{detail}</span> : null}
        </span>
        {badge ? <span className="block shrink-0 text-13">{badge}</span> : null}
      </span>
    </Autocomplete.Item>
  );
}

const NOTHING =
  'Терминалы ищем по названию, заводскому номеру и IMEI, карты — по любой части номера, телефону и метке, магазины — по названию и адресу.';

/** What came of the search, in words: seen where there is nothing to choose from, heard always. */
function Outcome({
  finding: { failure, isSearching, retry },
  query,
  groups,
}: {
  finding: Finding;
  query: string;
  groups: readonly OptionGroup[];
}) {
  const asked = query.trim();
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  const isShort = asked.length < SEARCH_SHORTEST;
  const told = isSearching
    ? 'Ищем…'
    : count > 0
      ? `Найдено: ${counted(count, ['строка', 'строки', 'строк'])}`
      : isShort
        ? `Введите хотя бы ${counted(SEARCH_SHORTEST, ['знак', 'знака', 'знаков'])}`
        : `По запросу «${asked}» ничего не найдено`;
  return (
    <>
      <Autocomplete.Status className={count > 0 ? 'sr-only' : 'px-5 pt-4 pb-1 last:pb-4'}>
        {asked === '' || failure ? '' : told}
      </Autocomplete.Status>
      {failure ? (
        <div role="alert" className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4">
          <p className="flex min-w-0 flex-1 basis-60 items-start gap-2">
            <Icon name="triangle-alert" size={18} className="mt-0.5 shrink-0 text-failed" />
            {failure.text}
          </p>
          {failure.isSignedOut ? (
            <Button onClick={signInAgain}>Войти снова</Button>
          ) : (
            <Button icon="refresh-cw" onClick={retry}>
              Повторить
            </Button>
          )}
        </div>
      ) : count === 0 && !isSearching && !isShort ? (
        <p className="px-5 pb-6 text-ink-2">
          {NOTHING}
          {asked.length < SEARCH_MIN
            ? ` Карты ищем, когда введено хотя бы ${counted(SEARCH_MIN, ['знак', 'знака', 'знаков'])}.`
            : null}
        </p>
      ) : null}
    </>
  );
}
