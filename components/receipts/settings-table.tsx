import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import type { SettingView } from '@/lib/receipts/model';
import { SourcedAddress, SourcedMode } from './sourced-value';

export interface SettingsTableRow {
  readonly setting: SettingView;
  readonly href: string;
  /** «сегодня, 14:05», null: nobody has changed it */
  readonly changed: string | null;
}

export function SettingsTable({ rows }: { rows: readonly SettingsTableRow[] }) {
  return (
    <Table caption="Настройки чеков организации и магазинов">
      <THead>
        <TH>Где действует</TH>
        <TH>Что делать с чеком</TH>
        <TH>Адрес по умолчанию</TH>
        <TH wide>Изменено</TH>
      </THead>
      <TBody>
        {rows.map(({ setting, href, changed }) => (
          <TR key={href}>
            <TD phone="lead">
              <Link href={href} look="row" stretched>
                {setting.scope === 'ORGANIZATION' ? 'Вся организация' : setting.name}
              </Link>
              <span className="block text-13 text-ink-2">
                {setting.scope === 'ORGANIZATION' ? 'если в магазине не выбрано своё' : 'магазин'}
              </span>
            </TD>
            <TD phone="main">
              <SourcedMode setting={setting} />
            </TD>
            <TD phone="sub">
              <SourcedAddress setting={setting} />
            </TD>
            <TD wide>
              {changed ? (
                <>
                  {changed}
                  <span className="block text-13 text-ink-2">{setting.updatedBy}</span>
                </>
              ) : (
                <span className="text-ink-2">не менялось</span>
              )}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
