import { Badge } from '@/components/ui/badge';
import { CheckMark } from '@/components/ui/checkbox';
import { GroupedCode } from '@/components/ui/grouped-code';
import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import type { Tone } from '@/components/ui/tone';

const longName =
  'Касса у главного входа торгового центра «Северное сияние», второй этаж, павильон двести четырнадцать, рядом с эскалатором и стойкой выдачи заказов, временно перенесена на время ремонта к пожарному выходу номер три, ключ от стойки у старшего смены, телефон дежурного написан на обороте крышки принтера';

interface Sample {
  id: string;
  tone: Tone;
  state: string;
  note?: string;
  till: string;
  until: string;
  operator: string;
  sum: string;
}

const rows: Sample[] = [
  {
    id: '8970101123456789019',
    tone: 'works',
    state: 'Активна',
    till: 'Прилавок 1',
    until: '31.01.2027',
    operator: 'МТС',
    sum: '190 ₽',
  },
  {
    id: '8970102987654321012',
    tone: 'waits',
    state: 'Активируется',
    note: '2-я минута из 10',
    till: 'Прилавок 2',
    until: '—',
    operator: 'МегаФон',
    sum: '190 ₽',
  },
  {
    id: '8970101555566667777',
    tone: 'attention',
    state: 'Скоро отключится',
    note: 'Не хватает 1 140 ₽',
    till: 'Склад',
    until: '03.12.2026',
    operator: 'МТС',
    sum: '1 000 000 ₽',
  },
  {
    id: '8970199000011112222',
    tone: 'failed',
    state: 'Сбой активации',
    note: 'Оператор не ответил за 10 минут',
    till: longName,
    until: '—',
    operator: 'Т2',
    sum: '190,50 ₽',
  },
  {
    id: '8970102333344445555',
    tone: 'off',
    state: 'Отключена',
    till: '—',
    until: '—',
    operator: 'МегаФон',
    sum: '0 ₽',
  },
];

export function SampleTable({
  selecting,
  find,
}: {
  selecting?: boolean | undefined;
  find?: string | undefined;
}) {
  return (
    <Table caption="Смарт-карты" selecting={selecting}>
      <THead>
        <TH className="w-11">
          <span className="sr-only">Выбор</span>
        </TH>
        <TH sort="asc" sortHref="/ui">
          Карта
        </TH>
        <TH>Состояние</TH>
        <TH>Касса</TH>
        <TH sort="none" sortHref="/ui">
          Оплачено до
        </TH>
        <TH wide>Оператор</TH>
        <TH align="end" wide>
          Цена в месяц
        </TH>
      </THead>
      <TBody>
        {rows.map((row, index) => (
          <TR key={row.id} selected={index < 2}>
            <TD phone="select">
              <CheckMark aria-label={`Выбрать карту …${row.id.slice(-4)}`} defaultChecked={index < 2} />
            </TD>
            <TD phone="main">
              <Link href="/ui" look="row" stretched>
                <GroupedCode value={row.id} find={find} brief />
              </Link>
            </TD>
            <TD phone="lead">
              <Badge tone={row.tone} note={row.note}>
                {row.state}
              </Badge>
            </TD>
            <TD phone="sub" className="md:max-w-64">
              <span className="line-clamp-2" title={row.till}>
                {row.till}
              </span>
            </TD>
            <TD phone="aside" className="tabular-nums">
              {row.until}
            </TD>
            <TD wide>{row.operator}</TD>
            <TD align="end" wide>
              {row.sum}
            </TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
