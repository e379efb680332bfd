import { Link } from '@/components/ui/link';
import { Table, TBody, TD, TH, THead, TR } from '@/components/ui/table';
import { orderName, paymentWords } from '@/lib/card-orders/labels';
import type { CardOrderRow } from '@/lib/card-orders/model';
import { formatMoney } from '@/lib/core/money';
import { counted, momentText } from '@/lib/core/text';
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
            <TD>{order.paymentState === 'REFUNDED' ? 'Возвращена' : paymentWords[order.paymentState]}</TD>
            <TD phone="sub">
              {counted(order.quantity, ['карта', 'карты', 'карт'])}, {order.operatorName}
            </TD>
            <TD phone="aside" align="end">
              {formatMoney(order.total)}
            </TD>
            <TD wide>{order.storeName ?? '—'}</TD>
          </TR>
        ))}
      </TBody>
    </Table>
  );
}
