import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { cardsCount, orderName, paymentShort, storesText } from '@/lib/card-orders/labels';
import type { CardOrderRow } from '@/lib/card-orders/model';
import { formatMoney } from '@/lib/core/money';
import { momentText } from '@/lib/core/text';
import { OrderState } from './order-state';

interface OrderTableProps {
  orders: readonly CardOrderRow[];
  now: Date;
  timeZone: string;
}

export function OrderTable({ orders, now, timeZone }: OrderTableProps) {
  return (
    <Table caption="Заказы">
      <THead>
        <TH>Заказ</TH>
        <TH>Состояние</TH>
        <TH>Оплата</TH>
        <TH>Что заказано</TH>
        <TH align="end">Сумма</TH>
        <TH wide>Магазин</TH>
      </THead>
      <TBody>
        {orders.map((order) => (
          <TR key={order.id}>
            <TD phone="main">
              <Link href={`/orders/${order.id}`} look="row" stretched>
                {orderName(order.number)}
              </Link>
              <span className="block text-13 text-ink-2 max-md:hidden">
                {momentText(order.createdAt, now, timeZone)}
              </span>
            </TD>
            <TD phone="lead">
              <OrderState order={order} />
            </TD>
            <TD>{paymentShort[order.paymentState]}</TD>
            <TD phone="sub">
              {cardsCount(order.quantity)}, {order.operatorName}
            </TD>
            <TD phone="aside" align="end">
              {formatMoney(order.total)}
            </TD>
            <TD wide>{storesText(order.storeNames)}</TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
