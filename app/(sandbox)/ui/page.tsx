import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Gate } from '@/components/layout/gate';
import { ListToolbar } from '@/components/layout/list-toolbar';
import { PageHeader } from '@/components/layout/page-header';
import { Section } from '@/components/layout/section';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { CopyButton } from '@/components/ui/copy-button';
import { DefinitionList, Fact, Sum } from '@/components/ui/definition-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure, FigureRow } from '@/components/ui/figure';
import { FilterSelect } from '@/components/ui/filter-select';
import { GroupedCode } from '@/components/ui/grouped-code';
import { IconButton } from '@/components/ui/icon-button';
import { InputField } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { Progress } from '@/components/ui/progress';
import { ChoiceRow, Radio, RadioGroup } from '@/components/ui/radio-group';
import { Row, RowList } from '@/components/ui/row-list';
import { SearchField } from '@/components/ui/search-field';
import { SelectField } from '@/components/ui/select';
import { SkeletonRows } from '@/components/ui/skeleton';
import { SparkBars } from '@/components/ui/spark-bars';
import { Switch } from '@/components/ui/switch';
import { Tabs } from '@/components/ui/tabs';
import { TextareaField } from '@/components/ui/textarea';
import { Timeline, TimelineItem } from '@/components/ui/timeline';
import { ToastProvider } from '@/components/ui/toast';
import { WorkItem, Worklist } from '@/components/ui/worklist';
import { BulkDemo, DangerDialogDemo, DialogDemo, MenuDemo, ToastDemo } from './client-demo';
import { SampleTable } from './sample-table';

export const metadata: Metadata = { title: 'Элементы' };

const long =
  'Общество с ограниченной ответственностью «Торговый дом „Северное сияние“», обособленное подразделение в городе Петропавловске-Камчатском, улица Ленинская, дом 42, корпус 3, строение 7, помещение 118 (вход со двора, через арку, напротив почтового отделения, звонок номер два, спросить старшего кассира)';

const states = [
  { value: 'active', label: 'Активна' },
  { value: 'pending', label: 'Выполняется операция' },
  { value: 'off', label: 'Отключена' },
];

const months = ['дек', 'янв', 'фев', 'мар', 'апр', 'май', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя'];
const spent = [3420, 3420, 5130, 5130, 3990, 4180, 4180, 9640, 4180, 4180, 4370, 9520];

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="mb-5 grid gap-2 md:grid-cols-[11rem_minmax(0,1fr)] md:gap-6">
      <p className="text-13 text-ink-2 md:pt-2">{label}</p>
      <div className="flex min-w-0 flex-wrap items-start gap-2">{children}</div>
    </div>
  );
}

export default function Page() {
  return (
    <ToastProvider>
      <main id="content" className="max-w-[84rem] px-4 pt-6 pb-16 md:px-6 lg:px-8">
        <PageHeader
          title="Элементы"
          count="31"
          lead="Каждая часть интерфейса во всех своих состояниях. Наведение и фокус видны, если навести указатель и пройти клавишей Tab."
          action={<Button href="/ui/shell">Кабинет целиком</Button>}
        />

        <Section title="Кнопки и ссылки">
          <Line label="Главная">
            <Button variant="primary">Пополнить счёт</Button>
            <Button variant="primary" icon="plus">
              Добавить карту
            </Button>
            <Button variant="primary" disabled>
              Недоступна
            </Button>
            <Button variant="primary" pending pendingLabel="Передаём оператору…">
              Активировать
            </Button>
          </Line>
          <Line label="Вторая">
            <Button>Показать</Button>
            <Button icon="download">Выгрузить</Button>
            <Button disabled>Недоступна</Button>
            <Button pending pendingLabel="Готовим файл…">
              Выгрузить
            </Button>
          </Line>
          <Line label="Тихая и опасная">
            <Button variant="quiet">Не сейчас</Button>
            <Button variant="quiet" disabled>
              Недоступна
            </Button>
            <Button variant="danger">Остановить подписку</Button>
            <Button variant="danger" pending pendingLabel="Останавливаем…">
              Остановить
            </Button>
          </Line>
          <Line label="Размеры, ссылка, значок">
            <Button size="small">Небольшая</Button>
            <Button>Обычная</Button>
            <Button size="large" variant="primary">
              Крупная
            </Button>
            <Button href="/ui" variant="primary" iconEnd="arrow-right">
              Ссылка-кнопка
            </Button>
            <IconButton icon="pencil" label="Переименовать" />
            <IconButton icon="trash-2" label="Удалить" disabled />
          </Line>
          <Line label="Ссылки">
            <p>
              В тексте: <Link href="/ui">как проверить номер на пластике</Link>. В строке:{' '}
              <Link href="/ui" look="row">
                Прилавок 2
              </Link>
            </p>
          </Line>
          <Line label="Длинный текст">
            <Button>{long}</Button>
          </Line>
        </Section>

        <Section title="Поля">
          <div className="grid max-w-3xl gap-x-8 gap-y-5 md:grid-cols-2">
            <InputField
              name="name"
              label="Название магазина"
              defaultValue="Прилавок на Садовой"
              hint="Видно в чеке"
            />
            <InputField
              name="iccid"
              label="Номер карты (ICCID)"
              mono
              defaultValue="8970101123456789019"
              inputMode="numeric"
            />
            <InputField name="empty" label="ИНН" optional placeholder="10 или 12 цифр" />
            <InputField
              name="sum"
              label="Сумма"
              unit="₽"
              defaultValue="1 000 000"
              className="text-end tabular-nums"
            />
            <InputField
              name="bad"
              label="Электронная почта"
              defaultValue="kassa@"
              error="Адрес не дописан: после @ нужно имя сервера, например kassa@mail.ru"
            />
            <InputField
              name="off"
              label="Заводской номер"
              mono
              defaultValue="00307401234567"
              disabled
              hint="Приходит с кассы"
            />
            <InputField name="ro" label="Ключ доступа" mono defaultValue="kk_live_9f3a…c210" readOnly />
            <InputField name="long" label="Длинное значение" defaultValue={long} />
            <SelectField name="store" label="Магазин" options={states} placeholder="Выберите магазин" />
            <SelectField
              name="store2"
              label="Состояние"
              options={states}
              error="Выберите состояние"
              placeholder="Не выбрано"
            />
            <SelectField name="store3" label="Часовой пояс" options={[{ value: 'a', label: long }]} />
            <SelectField name="store4" label="Оператор" options={states} disabled />
            <TextareaField name="note" label="Заметка" optional defaultValue={long} />
            <TextareaField name="note2" label="Причина" error="Напишите причину: она попадёт в журнал" />
          </div>
        </Section>

        <Section title="Выбор">
          <div className="grid max-w-3xl gap-x-8 gap-y-6 md:grid-cols-2">
            <div>
              <Checkbox name="c1" label="Присылать счета на почту" defaultChecked />
              <Checkbox name="c2" label="Предупреждать за 3 дня" hint="Письмо владельцу и бухгалтеру" />
              <Checkbox name="c3" label="Недоступно на этом тарифе" disabled />
              <Checkbox name="c4" label="Согласен с офертой" error="Без согласия заказ не принимается" />
            </div>
            <div>
              <Switch
                name="s1"
                label="Отправлять чеки на e-mail"
                words={{ on: 'включено', off: 'выключено' }}
                defaultChecked
              />
              <Switch
                name="s2"
                label="Чёрный список"
                hint="Домены, куда чеки не уходят"
                words={{ on: 'включено', off: 'выключено' }}
              />
              <Switch name="s3" label="Недоступно" disabled />
            </div>
            <RadioGroup id="r1" label="Куда выгрузить">
              <Radio name="r1" value="csv" label="CSV" defaultChecked />
              <Radio name="r1" value="xlsx" label="XLSX" />
              <Radio name="r1" value="pdf" label="PDF" disabled />
            </RadioGroup>
            <RadioGroup id="r2" label="Период оплаты" error="Выберите период">
              <ChoiceRow name="r2" value="1" label="Раз в месяц" price="190 ₽" priceHint="за карту" />
              <ChoiceRow
                name="r2"
                value="12"
                label="Раз в 12 месяцев"
                hint="Дешевле на 220 ₽ в год"
                price="2 060 ₽"
                priceHint="за карту"
                defaultChecked
              />
              <ChoiceRow
                name="r2"
                value="24"
                label="Раз в 24 месяца"
                hint="Оператор пока не поддерживает"
                price="—"
                disabled
              />
            </RadioGroup>
          </div>
        </Section>

        <Section title="Состояния и сообщения">
          <Line label="В столбце">
            <div className="flex flex-wrap gap-x-6 gap-y-2">
              <Badge tone="works">Активна</Badge>
              <Badge tone="waits" note="2-я минута из 10">
                Активируется
              </Badge>
              <Badge tone="attention">Скоро отключится</Badge>
              <Badge tone="failed">Сбой</Badge>
              <Badge tone="off">Отключена</Badge>
            </div>
          </Line>
          <Line label="На странице">
            <Badge look="filled" tone="works">
              На связи
            </Badge>
            <Badge look="filled" tone="waits">
              Обновляется
            </Badge>
            <Badge look="filled" tone="attention">
              Молчит 26 дней
            </Badge>
            <Badge look="filled" tone="failed">
              Заблокирована
            </Badge>
            <Badge look="filled" tone="off">
              В архиве
            </Badge>
          </Line>
          <div className="grid gap-2">
            <Notice
              tone="attention"
              title="3 декабря спишется 2 280 ₽, на счёте 1 140 ₽"
              action={<Button size="small">Пополнить счёт</Button>}
            >
              Если денег не хватит, карты отключатся 6 декабря.
            </Notice>
            <Notice tone="failed" title="Карта не активирована: оператор не ответил за 10 минут">
              Повторите или проверьте номер на пластике.
            </Notice>
            <Notice tone="waits">Оператор подтверждает активацию. Обычно это занимает до 2 минут.</Notice>
            <Notice tone="works">Подписка продлена до 31 января 2027.</Notice>
            <Notice tone="off">{long}</Notice>
          </div>
        </Section>

        <Section title="Список дел">
          <Worklist title="Требует внимания" count="3">
            <WorkItem tone="failed" toneLabel="Сбой" action={<Button size="small">Что делать</Button>}>
              Касса «Прилавок 2» молчит 26 дней. Через 4 дня ФН заблокирует продажи
            </WorkItem>
            <WorkItem
              tone="attention"
              toneLabel="Внимание"
              action={<Button size="small">Пополнить счёт</Button>}
            >
              3 декабря спишется 2 280 ₽, на счёте 1 140 ₽
            </WorkItem>
            <WorkItem
              tone="attention"
              toneLabel="Внимание"
              note={long}
              action={<Button size="small">Показать</Button>}
            >
              На 2 кассах EvotorPOS 8.4.1: адрес по умолчанию не действует
            </WorkItem>
          </Worklist>
        </Section>

        <Section title="Показатели и график" look="plain">
          <FigureRow>
            <Figure
              label="Кассы"
              value="14"
              href="/ui"
              lines={[
                { value: '11', label: 'работают', href: '/ui?s=1' },
                { value: '2', label: 'требуют внимания', href: '/ui?s=2' },
                { value: '1', label: 'не на связи', href: '/ui?s=3' },
              ]}
            />
            <Figure
              label="Смарт-карты"
              value="18"
              href="/ui"
              lines={[
                { value: '12', label: 'активны' },
                { value: '2', label: 'выполняется операция' },
                { value: '4', label: 'отключены' },
              ]}
            />
            <Figure
              label="Ближайшие списания"
              value="2 280 ₽"
              lines={[
                { value: '990 ₽', label: '17 декабря' },
                { value: '10 690 ₽', label: '1 января' },
              ]}
            />
            <Figure
              label="Чеки за 30 дней"
              value="8 412"
              lines={[
                { value: '14', label: 'в очереди' },
                { value: '3', label: 'не доставлены' },
              ]}
            />
          </FigureRow>
          <div className="mt-8 grid gap-x-12 gap-y-8 lg:grid-cols-2">
            <SparkBars
              caption="Расходы по месяцам"
              summary="12 месяцев, 61 340 ₽"
              headings={{ label: 'Месяц', value: 'Сумма' }}
              bars={months.map((label, index) => ({
                label,
                value: spent[index] ?? 0,
                text: `${(spent[index] ?? 0).toLocaleString('ru-RU')} ₽`,
              }))}
            />
            <SparkBars
              caption="Чеки за 30 дней"
              summary="пока 2 дня"
              headings={{ label: 'День', value: 'Чеков' }}
              bars={[
                { label: '19 ноя', value: 0, text: '0' },
                { label: '20 ноя', value: 42, text: '42' },
                { label: '21 ноя', value: 17, text: '17' },
              ]}
            />
          </div>
        </Section>

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
            <TimelineItem
              time="18.11.2026"
              dateTime="2026-11-18"
              title="Карта добавлена"
              by="Мария Ковалёва"
            />
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

        <Section title="Ожидание и пустота">
          <div className="grid gap-8">
            <Progress
              label="Активируем карты"
              value={3120}
              max={10000}
              text="3 120 из 10 000, осталось около 4 минут"
            />
            <Progress label="Готовим файл" text="ещё считаем строки" />
            <SkeletonRows rows={3} />
            <EmptyState
              title="Здесь будут смарт-карты"
              action={
                <>
                  <Button variant="primary">Заказать карты</Button>
                  <Button>Добавить карту по номеру</Button>
                </>
              }
            >
              Карта даёт кассе связь с оператором фискальных данных. Закажите новые или добавьте те, что уже
              на руках.
            </EmptyState>
            <EmptyState
              title="По этому фильтру ничего нет"
              action={<Link href="/ui">Сбросить фильтры</Link>}
            />
            <Gate
              main={false}
              icon="lock"
              title="Финансы видят владелец и бухгалтер"
              action={<Button>Попросить доступ</Button>}
              note="Запрос уйдёт Марии Ковалёвой"
            >
              Ваша роль — кассир магазина «На Садовой».
            </Gate>
            <Gate
              main={false}
              title="Чеки на e-mail"
              points={[
                'Чек уходит покупателю сразу после продажи',
                'До 10 000 писем в месяц, дальше 8 копеек за письмо',
                'Отчёт о доставке по каждому чеку',
              ]}
              action={
                <Button variant="primary" size="large">
                  Подключить за 990 ₽ в месяц
                </Button>
              }
              note="Первые 14 дней бесплатно. Отключить можно в любой день"
            >
              Покупатель получает чек в почту, а вы экономите ленту.
            </Gate>
          </div>
        </Section>
      </main>
    </ToastProvider>
  );
}
