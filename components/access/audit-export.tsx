'use client';

import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/menu';

/** What is seen, with its filters, as a file. */
export function AuditExport({ query }: { query: string }) {
  const href = `/audit/export?${query}${query ? '&' : ''}format`;
  return (
    <Menu align="end" trigger={<Button iconEnd="chevron-down">Выгрузить</Button>}>
      <MenuItem icon="download" href={`${href}=xlsx`} plain>
        Excel
      </MenuItem>
      <MenuItem icon="download" href={`${href}=csv`} plain>
        CSV
      </MenuItem>
    </Menu>
  );
}
