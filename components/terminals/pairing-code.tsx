import { encode } from 'uqr';
import { CopyButton } from '@/components/ui/copy-button';
import { GroupedCode } from '@/components/ui/grouped-code';

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
      <QrCode text={link} label="QR-код для подключения кассы" />
    </div>
  );
}

/** Dark on white in both themes, as scanners want it. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${String(x)} ${String(y)}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-control"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
