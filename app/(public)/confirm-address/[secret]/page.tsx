import type { Metadata } from 'next';
import { PlainLayout } from '@/components/layout/plain-layout';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { type AddressRequest, addressRequest } from '@/lib/receipts/address-queries';

export const metadata: Metadata = { title: 'Адрес для чеков', robots: { index: false } };

/** Opening the link changes nothing: programs open links of letters too. The button asks. */
export default async function ConfirmAddressPage({ params }: { params: Promise<{ secret: string }> }) {
  const { secret } = await params;
  const request = await addressRequest(db(), await productClock(db()), secret);
  return (
    <PlainLayout footer="Кассовый кабинет ничего не спрашивает, кроме согласия: ни пароля, ни кода.">
      <h1 className="mb-6 text-28 font-semibold">Адрес для чеков</h1>
      {request ? <Request request={request} secret={secret} /> : <Unknown />}
    </PlainLayout>
  );
}

function Request({ request, secret }: { request: AddressRequest; secret: string }) {
  const { organization, address, state } = request;
  if (state === 'ALREADY') {
    return (
      <Notice tone="works" live="status" title="Адрес подтверждён" className="wrap-anywhere">
        На {address} будут приходить чеки организации {organization}, когда покупатель не назвал свой адрес.
        Страницу можно закрыть.
      </Notice>
    );
  }
  if (state === 'EXPIRED') {
    return (
      <Notice tone="attention" title="Ссылка больше не действует" className="wrap-anywhere">
        Она действовала неделю. Попросите того, кто настраивает чеки в организации {organization}, отправить
        письмо ещё раз.
      </Notice>
    );
  }
  return (
    <>
      <p className="text-16 wrap-anywhere">
        {organization} просит разрешения присылать чеки на <strong>{address}</strong>, когда покупатель не
        назвал свой адрес.
      </p>
      <form method="post" action={`/confirm-address/${encodeURIComponent(secret)}/accept`} className="mt-6">
        <Button type="submit" variant="primary" size="large" wide>
          Подтвердить адрес
        </Button>
      </form>
      <p className="mt-4 text-ink-2">
        Если вы не знаете, о чём речь, закройте страницу: без согласия чеков не будет.
      </p>
    </>
  );
}

const Unknown = () => (
  <Notice tone="attention" title="Ссылка не действует">
    Её заменило более новое письмо, или адрес в настройке изменили. Откройте последнее письмо или попросите
    отправить его ещё раз.
  </Notice>
);
