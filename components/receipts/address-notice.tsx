import { LiveRefresh } from '@/components/layout/live-refresh';
import { Notice } from '@/components/ui/notice';
import { momentText } from '@/lib/core/text';
import { addressWords } from '@/lib/receipts/labels';
import type { AddressView } from '@/lib/receipts/model';
import type { SettingTargetInput } from '@/lib/receipts/schema';
import { AskOwnerButton } from './ask-owner-button';

/** The default address is kept and does not apply yet: why, and what helps. Nothing when its owner has agreed. */
export function AddressNotice({
  address,
  target,
  mayAsk,
  now,
  timeZone,
}: {
  address: AddressView | null;
  target: SettingTargetInput;
  mayAsk: boolean;
  now: Date;
  timeZone: string;
}) {
  if (!address || address.state === 'CONFIRMED') return null;
  const { nextLetterAt: next } = address;
  return (
    <>
      <LiveRefresh active={address.state === 'WAITING'} />
      <Notice
        tone={address.state === 'REFUSED' ? 'failed' : 'attention'}
        title={`Адрес ${address.address} сохранён, но пока не действует`}
        action={mayAsk && !next ? <AskOwnerButton target={target} /> : null}
        className="mb-6 max-w-2xl wrap-anywhere"
      >
        {addressWords(address, now, timeZone)} До этого чек без адреса покупателя касса печатает.
        {mayAsk && next ? ` Ещё одно письмо можно отправить: ${momentText(next, now, timeZone)}.` : ''}
      </Notice>
    </>
  );
}
