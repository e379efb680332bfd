import { Section } from '@/components/layout/section';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { IconButton } from '@/components/ui/icon-button';
import { InputField } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { ChoiceRow, Radio, RadioGroup } from '@/components/ui/radio-group';
import { SelectField } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { TextareaField } from '@/components/ui/textarea';
import { Line, long, states } from './samples';

/** Buttons, fields and choices. */
export function ControlSections() {
  return (
    <>
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
    </>
  );
}
