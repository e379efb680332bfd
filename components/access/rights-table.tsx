import { Icon } from '@/components/ui/icon';
import { type Reach, rightsTable, roleLabel } from '@/lib/access/people/labels';
import { roles } from '@/lib/access/permission.rule';

const words: Readonly<Record<Reach, string>> = { ALL: 'да', OWN_STORES: 'в своих магазинах', NONE: 'нет' };

function Cell({ reach }: { reach: Reach }) {
  if (reach === 'NONE') {
    return (
      <span className="text-ink-3">
        <span aria-hidden>—</span>
        <span className="sr-only">нет</span>
      </span>
    );
  }
  return (
    <span className="inline-flex items-start gap-1.5">
      <Icon name="check" className="mt-[0.15em] text-accent" />
      {words[reach]}
    </span>
  );
}

/** What each role may, read from the table that the code itself obeys. */
export function RightsTable() {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Права ролей">
      <table className="w-full min-w-[44rem] border-collapse text-14">
        <caption className="sr-only">Права ролей</caption>
        <thead className="border-b border-edge/60 text-13 text-ink-2">
          <tr>
            <th scope="col" className="px-3 py-2 text-start font-normal">
              Что можно
            </th>
            {roles.map((role) => (
              <th key={role} scope="col" className="px-3 py-2 text-start font-normal whitespace-nowrap">
                {roleLabel(role)}
              </th>
            ))}
          </tr>
        </thead>
        {rightsTable().map((section) => (
          <tbody key={section.name}>
            <tr className="border-b border-line">
              <th
                scope="colgroup"
                colSpan={roles.length + 1}
                className="px-3 pt-5 pb-2 text-start font-semibold"
              >
                {section.name}
              </th>
            </tr>
            {section.rows.map(({ permission, name, reach }) => (
              <tr key={permission} className="border-b border-line">
                <th scope="row" className="px-3 py-2 text-start font-normal">
                  {name}
                </th>
                {roles.map((role) => (
                  <td key={role} className="px-3 py-2 align-top">
                    <Cell reach={reach[role]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
