'use client';

import { Section } from '@/components/layout/section';
import { SelectField } from '@/components/ui/select';
import { similarityText, terminalsCount } from '@/lib/terminals/cloud/labels';
import type { NewStore } from '@/lib/terminals/cloud/model';

export interface NewStoresProps {
  stores: readonly (NewStore & { readonly zone: string })[];
  /** stores of the cabinet that no store of the cloud is yet */
  own: readonly { readonly id: string; readonly name: string; readonly address: string }[];
  choices: ReadonlyMap<string, string>;
  onChoose: (key: string, into: string) => void;
  /** may open new stores */
  mayCreate: boolean;
}

/** For each store of the cloud that the cabinet does not know: which one it is, a new one, or none. */
export function NewStores({ stores, own, choices, onChoose, mayCreate }: NewStoresProps) {
  if (stores.length === 0) return null;
  return (
    <Section
      title="Новые магазины"
      count={String(stores.length)}
      lead={`Выберите, какой это из ваших магазинов${mayCreate ? ', или создайте новый' : '; новый может создать владелец'}. Похожие мы предлагаем, а решаете вы.`}
    >
      <ul className="divide-y divide-line">
        {stores.map((store) => {
          const { key, name, address, terminals, suggestion, zone } = store;
          const taken = new Set([...choices].filter(([other]) => other !== key).map(([, into]) => into));
          const chosen = choices.get(key) ?? 'SKIP';
          const hint =
            chosen === 'NEW'
              ? `Часовой пояс: ${zone}`
              : suggestion?.storeId === chosen
                ? `Предлагаем: ${similarityText[suggestion.because]}`
                : chosen === 'SKIP'
                  ? 'Кассы этого магазина тоже не добавятся'
                  : 'Название и адрес в кабинете не изменятся';
          return (
            <li
              key={key}
              className="grid gap-x-6 gap-y-2 py-3 md:grid-cols-[1fr_minmax(16rem,24rem)] md:items-start"
            >
              <div className="min-w-0">
                <p className="font-semibold wrap-anywhere">{name}</p>
                <p className="text-13 text-ink-2">
                  {address ?? 'адреса в облаке нет'}
                  {terminals > 0 ? `, новых: ${terminalsCount(terminals)}` : ''}
                </p>
              </div>
              <SelectField
                name={`store-${key}`}
                label={`Магазин «${name}» в кабинете`}
                hint={hint}
                value={chosen}
                onChange={(event) => onChoose(key, event.target.value)}
                options={[
                  ...(mayCreate ? [{ value: 'NEW', label: 'Создать новый магазин' }] : []),
                  ...own.map((each) => ({
                    value: each.id,
                    label: each.address === '' ? each.name : `${each.name} (${each.address})`,
                    disabled: taken.has(each.id),
                  })),
                  { value: 'SKIP', label: 'Не импортировать' },
                ]}
              />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
