'use client';

import { useState } from 'react';
import { useAction } from '@/components/forms/use-action';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { importFromCloud } from '@/lib/terminals/actions';
import { lineName } from '@/lib/terminals/cloud/choice.rule';
import { amountText, changeText } from '@/lib/terminals/cloud/labels';
import type { Difference, FieldChange } from '@/lib/terminals/cloud/model';
import { type Line, LineList } from './line-list';
import { NewStores, type NewStoresProps } from './new-stores';

export interface DifferenceFormProps {
  readingId: string;
  difference: Difference;
  newStores: NewStoresProps['stores'];
  ownStores: NewStoresProps['own'];
  mayCreateStores: boolean;
  /** moments of changes in the cloud, in words, by key */
  moments: Readonly<Record<string, string>>;
}

const changesNote = (changes: readonly FieldChange[], at: string | undefined) => (
  <>
    {changes.map((change) => (
      <span key={change.field} className="block wrap-anywhere">
        {changeText(change)}
      </span>
    ))}
    {at ? <span className="block">в облаке изменено: {at}</span> : null}
  </>
);

const suggested = (stores: NewStoresProps['stores'], mayCreate: boolean) =>
  new Map(stores.map(({ key, suggestion }) => [key, suggestion?.storeId ?? (mayCreate ? 'NEW' : 'SKIP')]));

function linesOf(
  difference: Difference,
  moments: DifferenceFormProps['moments'],
  choices: ReadonlyMap<string, string>,
) {
  const store = (key: string) => lineName('stores', key);
  const terminal = (key: string) => lineName('terminals', key);
  const added: (Line & { storeKey: string })[] = difference.newTerminals.map((each) => ({
    id: terminal(each.key),
    title: each.name,
    note: `${each.model}, ${each.serialNumber}, магазин «${each.storeName}»`,
    storeKey: each.storeKey,
  }));
  const joined: Line[] = difference.joinedTerminals.map((each) => ({
    id: terminal(each.key),
    title: each.name,
    note: [
      `${each.serialNumber}, магазин «${each.storeName}»`,
      each.by === 'IMEI' ? 'узнали по IMEI' : null,
      each.cloudName === null ? null : `в облаке называется «${each.cloudName}»`,
      each.cloudStoreName === null || choices.get(each.cloudStoreKey ?? '') === each.storeId
        ? null
        : `в облаке стоит в магазине «${each.cloudStoreName}»`,
    ]
      .filter((part) => part !== null)
      .join('; '),
  }));
  const changed: Line[] = [
    ...difference.changedStores.map(({ key, name, changes }) => ({
      id: store(key),
      title: `Магазин «${name}»`,
      note: changesNote(changes, moments[key]),
    })),
    ...difference.changedTerminals.map(({ key, name, changes }) => ({
      id: terminal(key),
      title: `Касса «${name}»`,
      note: changesNote(changes, moments[key]),
    })),
  ];
  const gone: Line[] = [
    ...difference.goneStores.map(({ key, name }) => ({
      id: store(key),
      title: `Магазин «${name}»`,
      note: '',
    })),
    ...difference.goneTerminals.map(({ key, name }) => ({
      id: terminal(key),
      title: `Касса «${name}»`,
      note: '',
    })),
  ];
  return { added, joined, changed, gone };
}

/** What would change, line by line, before anything does; the button says how much of it is chosen. */
export function DifferenceForm({
  readingId,
  difference,
  newStores,
  ownStores,
  mayCreateStores,
  moments,
}: DifferenceFormProps) {
  const [choices, setChoices] = useState<ReadonlyMap<string, string>>(() =>
    suggested(newStores, mayCreateStores),
  );
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { run, pending, problem } = useAction(importFromCloud, { done: 'Импорт закончен' });
  const { added, joined, changed, gone } = linesOf(difference, moments, choices);
  const possible = added.filter(({ storeKey }) => choices.get(storeKey) !== 'SKIP');
  const toggle = (id: string) =>
    setLeft((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const chosen = [...possible, ...joined, ...changed, ...gone].filter(({ id }) => !left.has(id));
  const takenStores = [...choices.values()].filter((into) => into !== 'SKIP').length;
  const ofStores = chosen.filter(({ id }) => id.startsWith('stores:')).length + takenStores;
  const ofTerminals = chosen.filter(({ id }) => id.startsWith('terminals:')).length;
  const amount = amountText(ofStores, ofTerminals);
  const list = { left, onToggle: toggle };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        run({
          readingId,
          stores: [...choices].map(([key, into]) => ({ key, into })),
          without: [...left],
        });
      }}
    >
      <NewStores
        stores={newStores}
        own={ownStores}
        mayCreate={mayCreateStores}
        choices={choices}
        onChoose={(key, into) => setChoices((before) => new Map(before).set(key, into))}
      />
      <LineList
        {...list}
        title="Новые кассы"
        lead="Появятся в кабинете. Чтобы касса слала данные, её потом подключают кодом."
        lines={possible}
      />
      <LineList
        {...list}
        title="Уже в кабинете"
        lead="Эти кассы есть и в облаке, и здесь. Свяжем их; название и магазин в кабинете не изменятся."
        lines={joined}
      />
      <LineList
        {...list}
        title="Изменилось в облаке"
        lead="С прошлого импорта. Снимите отметку, чтобы в кабинете осталось как есть."
        lines={changed}
      />
      <LineList
        {...list}
        title="Больше нет в облаке"
        lead="Из кабинета ничего не удалим: история, модули и подписки останутся. Перестанем сверять с облаком."
        lines={gone}
      />
      {problem ? (
        <Notice tone="failed" live="alert" className="mt-4">
          {problem.message}
        </Notice>
      ) : null}
      <div className="mt-6">
        <Button
          type="submit"
          variant="primary"
          size="large"
          wide
          disabled={amount === ''}
          pending={pending}
          pendingLabel="Переносим…"
        >
          {amount === '' ? 'Ничего не выбрано' : `Перенести ${amount}`}
        </Button>
      </div>
    </form>
  );
}
