import { Gate } from '@/components/layout/gate';
import { Section } from '@/components/layout/section';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure, FigureRow } from '@/components/ui/figure';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { SkeletonRows } from '@/components/ui/skeleton';
import { SparkBars } from '@/components/ui/spark-bars';
import { WorkItem, Worklist } from '@/components/ui/worklist';
import { Line, long } from './samples';

const months = ['дек', 'янв', 'фев', 'мар', 'апр', 'май', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя'];
const spent = [3420, 3420, 5130, 5130, 3990, 4180, 4180, 9640, 4180, 4180, 4370, 9520];

/** What says how things stand: states, messages, work, figures, waiting. */
export function StateSections() {
  return (
    <>
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
            Карта даёт кассе связь с оператором фискальных данных. Закажите новые или добавьте те, что уже на
            руках.
          </EmptyState>
          <EmptyState title="По этому фильтру ничего нет" action={<Link href="/ui">Сбросить фильтры</Link>} />
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
    </>
  );
}
