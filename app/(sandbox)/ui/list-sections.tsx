import { ListToolbar } from '@/components/layout/list-toolbar';
import { Section } from '@/components/layout/section';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { DefinitionList, Fact, Sum } from '@/components/ui/definition-list';
import { FilterSelect } from '@/components/ui/filter-select';
import { GroupedCode } from '@/components/ui/grouped-code';
import { Link } from '@/components/ui/link';
import { Pagination } from '@/components/ui/pagination';
import { Row, RowList } from '@/components/ui/row-list';
import { SearchField } from '@/components/ui/search-field';
import { Tabs } from '@/components/ui/tabs';
import { Timeline, TimelineItem } from '@/components/ui/timeline';
import { BulkDemo, DangerDialogDemo, DialogDemo, MenuDemo, ToastDemo } from './client-demo';
import { SampleTable } from './sample-table';
import { Line, long, states } from './samples';

/** Lists, facts and history, and what opens over them. */
export function ListSections() {
  return (
    <>
      <Section title="Список" count="18" look="plain">
        <ListToolbar
          search={<SearchField label="Номер, касса, телефон" />}
          filters={
            <>
              <FilterSelect label="Состояние" param="state" options={states} />
              <FilterSelect label="Оператор" param="operator" options={[{ value: 'mts', label: 'МТС' }]} />
            </>
          }
          end={<MenuDemo />}
        />
        <SampleTable find="6789" selecting />
        <BulkDemo />
        <Pagination summary="1–50 из 100 000" nextHref="/ui?after=1" />
      </Section>

      <Section title="Короткий список">
        <RowList label="Сотрудники">
          <Row
            lead={<b>Мария Ковалёва</b>}
            aside="сегодня, 14:05"
            action={<Button size="small">Изменить</Button>}
          >
            <p className="text-ink-2">Владелец · все магазины</p>
          </Row>
          <Row lead={<Badge tone="waits">Приглашён</Badge>} aside="19.11.2026">
            <p className="text-ink-2">{long}</p>
          </Row>
        </RowList>
      </Section>

      <Section title="Вкладки, факты, суммы">
        <Tabs
          label="Разделы карты"
          tabs={[
            { href: '/ui', label: 'Карта', current: true },
            { href: '/ui?tab=2', label: 'Списания', count: '12' },
            { href: '/ui?tab=3', label: 'История' },
          ]}
        />
        <div className="mt-4 grid gap-x-12 gap-y-8 lg:grid-cols-2">
          <DefinitionList>
            <Fact term="Номер карты">
              <GroupedCode value="8970101123456789019" />{' '}
              <CopyButton value="8970 1011 2345 6789 019" label="Скопировать номер" />
            </Fact>
            <Fact term="Телефон">+7 911 000-11-22</Fact>
            <Fact term="Касса" note="Магазин «На Садовой»" action={<Link href="/ui">Заменить</Link>}>
              Прилавок 1
            </Fact>
            <Fact term="Адрес">{long}</Fact>
            <Fact term="Ссылка для кассы">
              <CopyButton words value="https://kassa.example/a" label="Скопировать ссылку" keepSpaces />
            </Fact>
          </DefinitionList>
          <DefinitionList look="sums">
            <Sum term="Смарт-карты, 3 шт." note="по 2 060 ₽ за 12 месяцев">
              6 180 ₽
            </Sum>
            <Sum term="Чеки на e-mail, до 10 000 в месяц">990 ₽</Sum>
            <Sum term="Скидка">−220 ₽</Sum>
            <Sum term="К оплате сейчас" total>
              6 950 ₽
            </Sum>
          </DefinitionList>
        </div>
      </Section>

      <Section title="История">
        <Timeline label="История карты">
          <TimelineItem
            time="сегодня, 14:05"
            dateTime="2026-11-21T14:05:00+03:00"
            tone="works"
            title="Карта активирована"
            by="оператор МТС"
          />
          <TimelineItem
            time="сегодня, 14:03"
            dateTime="2026-11-21T14:03:00+03:00"
            tone="waits"
            title="Запрошена активация"
            by="Мария Ковалёва"
          >
            Период 12 месяцев, списано 2 060 ₽
          </TimelineItem>
          <TimelineItem
            time="19.11.2026, 09:12"
            dateTime="2026-11-19T09:12:00+03:00"
            tone="failed"
            title="Активация не прошла"
            by="оператор МТС"
          >
            {long}
          </TimelineItem>
          <TimelineItem time="18.11.2026" dateTime="2026-11-18" title="Карта добавлена" by="Мария Ковалёва" />
        </Timeline>
      </Section>

      <Section title="Окна, меню, сообщения">
        <Line label="Окно решения">
          <DialogDemo />
          <DangerDialogDemo />
        </Line>
        <Line label="Меню">
          <MenuDemo />
        </Line>
        <Line label="Всплывающее сообщение">
          <ToastDemo />
        </Line>
      </Section>
    </>
  );
}
