'use client';

import { Button } from '@/components/ui/button';
import { DefinitionList, Sum } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { cardsCount } from '@/lib/card-orders/labels';
import { FREE_DELIVERY_FROM, MAX_CARDS, QUOTE_DAYS } from '@/lib/card-orders/order-price.rule';
import { formatMoney } from '@/lib/core/money';
import type { typedPrice } from './cart-form';

interface OrderSumProps {
  price: ReturnType<typeof typedPrice>;
  problem: { code: string; message: string } | null;
  pending: boolean;
  saving: boolean;
  onEvenIfSame: () => void;
  onSaveDraft: () => void;
}

/** What the cart costs, and what can be done with it. */
export function OrderSum({ price, problem, pending, saving, onEvenIfSame, onSaveDraft }: OrderSumProps) {
  return (
    <div className="grid content-start gap-4 self-start border-line xl:sticky xl:top-6 xl:border-s xl:ps-8">
      <h2 className="text-20 font-semibold">К оплате</h2>
      {price ? (
        <DefinitionList look="sums">
          <Sum term={`${cardsCount(price.quantity)} × ${formatMoney(price.offer.unitPrice)}`}>
            {formatMoney(price.goods)}
          </Sum>
          <Sum term="Доставка">{price.delivery === 0 ? 'бесплатно' : formatMoney(price.delivery)}</Sum>
          <Sum term="Всего" note={`Цена действует ${String(QUOTE_DAYS)} дней`} total>
            {formatMoney(price.total)}
          </Sum>
        </DefinitionList>
      ) : (
        <p className="text-ink-2">
          Укажите количество в каждой строке, всего от 1 до {MAX_CARDS}, и здесь будет цена.
        </p>
      )}
      <p className="text-13 text-ink-2">От {FREE_DELIVERY_FROM} карт доставка бесплатная.</p>
      {problem ? (
        <Notice
          tone={problem.code === 'SAME_ORDER' ? 'attention' : 'failed'}
          live="alert"
          action={
            problem.code === 'SAME_ORDER' ? (
              <>
                <Button size="small" onClick={onEvenIfSame}>
                  Всё равно заказать
                </Button>
                <Button size="small" variant="quiet" href="/orders">
                  Показать заказы
                </Button>
              </>
            ) : null
          }
        >
          {problem.message}
        </Notice>
      ) : null}
      <Button type="submit" variant="primary" size="large" pending={pending} pendingLabel="Оформляем…">
        {price ? `Оформить заказ на ${formatMoney(price.total)}` : 'Оформить заказ'}
      </Button>
      <p className="text-13 text-ink-2">Деньги спишутся, когда вы оплатите заказ на следующей странице.</p>
      <Button variant="quiet" pending={saving} pendingLabel="Сохраняем…" onClick={onSaveDraft}>
        Сохранить черновик
      </Button>
    </div>
  );
}
