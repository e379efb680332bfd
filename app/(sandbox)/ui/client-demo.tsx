'use client';

import { useState } from 'react';
import { BulkBar } from '@/components/ui/bulk-bar';
import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Dialog, DialogActions, DialogClose } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuCheckItem, MenuGroup, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { ChoiceRow, RadioGroup } from '@/components/ui/radio-group';
import { useToast } from '@/components/ui/toast';

export function DialogDemo() {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const toast = useToast();
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      locked={pending}
      trigger={<Button variant="primary">Активировать 3 карты</Button>}
      title="Активировать 3 смарт-карты"
      description="Обычно занимает до 2 минут. Все кассы на это время остаются на связи."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setPending(true);
          setTimeout(() => {
            setPending(false);
            setOpen(false);
            toast({ title: 'Запрос передан оператору', text: 'Активируем 3 карты за 6 180 ₽' });
          }, 1500);
        }}
      >
        <RadioGroup id="period" label="Период оплаты">
          <ChoiceRow name="period" value="1" label="Раз в месяц" price="190 ₽" priceHint="за карту" />
          <ChoiceRow
            name="period"
            value="12"
            label="Раз в 12 месяцев"
            hint="Дешевле на 220 ₽ в год"
            price="2 060 ₽"
            priceHint="за карту"
            defaultChecked
          />
        </RadioGroup>
        <DefinitionList look="sums" className="mt-5">
          <Sum term="3 карты × 2 060 ₽">6 180 ₽</Sum>
          <Sum term="На лицевом счёте">11 400 ₽</Sum>
          <Sum term="Останется" note="Следующее списание 20 ноября 2027" total>
            5 220 ₽
          </Sum>
        </DefinitionList>
        <DialogActions>
          <DialogClose disabled={pending}>Не сейчас</DialogClose>
          <Button type="submit" variant="primary" pending={pending} pendingLabel="Передаём оператору…">
            Активировать 3 карты за 6 180 ₽
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

export function DangerDialogDemo() {
  return (
    <Dialog
      width="narrow"
      trigger={<Button>Остановить подписку…</Button>}
      title="Остановить подписку"
      description="Модуль «Маркировка» перестанет работать на 2 кассах 31 января 2027. До этого дня всё остаётся как есть."
    >
      <DialogActions>
        <DialogClose>Оставить</DialogClose>
        <Button variant="danger">Остановить подписку</Button>
      </DialogActions>
    </Dialog>
  );
}

export function MenuDemo() {
  const [columns, setColumns] = useState({ store: true, operator: true, plan: false });
  return (
    <>
      <Menu trigger={<Button iconEnd="chevron-down">Выгрузить</Button>}>
        <MenuItem icon="download" note="50 000 строк">
          CSV
        </MenuItem>
        <MenuItem icon="download">XLSX</MenuItem>
        <MenuSeparator />
        <MenuItem icon="printer" disabled note="Доступно владельцу">
          Печать актов
        </MenuItem>
        <MenuItem icon="trash-2" danger>
          Удалить вид
        </MenuItem>
      </Menu>
      <Menu trigger={<Button iconEnd="chevron-down">Вид</Button>}>
        <MenuGroup label="Столбцы">
          <MenuCheckItem checked={columns.store} onChange={(store) => setColumns({ ...columns, store })}>
            Магазин
          </MenuCheckItem>
          <MenuCheckItem
            checked={columns.operator}
            onChange={(operator) => setColumns({ ...columns, operator })}
          >
            Оператор
          </MenuCheckItem>
          <MenuCheckItem checked={columns.plan} onChange={(plan) => setColumns({ ...columns, plan })}>
            Тариф
          </MenuCheckItem>
        </MenuGroup>
      </Menu>
      <Menu align="end" trigger={<IconButton icon="ellipsis" label="Другие действия" />}>
        <MenuItem icon="pencil">Переименовать</MenuItem>
        <MenuItem icon="history" href="/ui">
          История
        </MenuItem>
      </Menu>
    </>
  );
}

export function ToastDemo() {
  const toast = useToast();
  return (
    <>
      <Button onClick={() => toast({ title: 'Адрес сохранён' })}>Сделано</Button>
      <Button
        onClick={() =>
          toast({
            title: 'Карта не активирована',
            text: 'Оператор не ответил за 10 минут. Повторите или проверьте номер на пластике.',
            tone: 'failed',
            action: { label: 'Повторить', onClick: () => undefined },
          })
        }
      >
        Сбой с действием
      </Button>
    </>
  );
}

export function BulkDemo() {
  const [shown, setShown] = useState(true);
  return shown ? (
    <BulkBar
      summary="Выбрано 2 из 18"
      extend={
        <Button variant="quiet" size="small">
          Выбрать все 18
        </Button>
      }
      onClear={() => setShown(false)}
    >
      <Button size="small" variant="primary">
        Активировать (1)
      </Button>
      <Button size="small">Отключить (1)</Button>
      <Button size="small">Период оплаты</Button>
    </BulkBar>
  ) : (
    <Button onClick={() => setShown(true)}>Вернуть выбор</Button>
  );
}
