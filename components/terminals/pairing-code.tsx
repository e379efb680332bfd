import { CopyButton } from '@/components/ui/copy-button';
import { GroupedCode } from '@/components/ui/grouped-code';
import { QrCode } from '@/components/ui/qr-code';

export interface PairingCodeProps {
  code: string;
  /** what a till that can read pictures needs: where to go and with which code */
  link: string;
  /** «14:20» */
  until: string;
}

/** The code in the size in which it is read over the counter, and the same as a picture. */
export function PairingCode({ code, link, until }: PairingCodeProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-10 gap-y-6">
      <div>
        <p className="text-13 text-ink-2">Код подключения</p>
        <p className="flex flex-wrap items-center gap-3 text-28">
          <GroupedCode value={code} />
          <CopyButton value={code} label="Скопировать код" />
        </p>
        <p className="mt-1 text-ink-2">Действует до {until}, подходит один раз.</p>
      </div>
      <QrCode text={link} label="QR-код для подключения кассы" className="rounded-control" />
    </div>
  );
}
