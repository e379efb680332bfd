'use client';

import { SelectField } from '@/components/ui/select';
import { useParam } from '@/components/ui/use-param';

/** Where to: it stands in the address, and the preview follows it. */
export function StoreChoice({
  stores,
}: {
  stores: readonly { readonly id: string; readonly name: string }[];
}) {
  const { value, set, pending } = useParam('to');
  return (
    <div className="max-w-xl" aria-busy={pending}>
      <SelectField
        name="to"
        label="В какой магазин"
        placeholder="Выберите магазин"
        options={stores.map(({ id, name }) => ({ value: id, label: name }))}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  );
}
