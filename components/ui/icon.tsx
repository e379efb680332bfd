/// <reference types="next/image-types/global" />
import sprite from './icons.svg';
import { cx } from './cx';

const { src: spriteUrl } = sprite as { src: string };

export type IconName =
  | 'house'
  | 'calculator'
  | 'card-sim'
  | 'package'
  | 'blocks'
  | 'calendar-sync'
  | 'mail'
  | 'wallet'
  | 'store'
  | 'users'
  | 'history'
  | 'settings'
  | 'flask-conical'
  | 'ellipsis'
  | 'check'
  | 'circle-check'
  | 'clock-3'
  | 'triangle-alert'
  | 'circle-x'
  | 'circle-minus'
  | 'circle-stop'
  | 'copy'
  | 'chevron-down'
  | 'chevron-left'
  | 'chevron-right'
  | 'arrow-left'
  | 'arrow-right'
  | 'arrow-up'
  | 'arrow-down'
  | 'search'
  | 'x'
  | 'plus'
  | 'minus'
  | 'sun'
  | 'moon'
  | 'monitor'
  | 'log-out'
  | 'user'
  | 'info'
  | 'download'
  | 'upload'
  | 'external-link'
  | 'printer'
  | 'pencil'
  | 'trash-2'
  | 'filter'
  | 'columns-3'
  | 'key-round'
  | 'lock'
  | 'shield'
  | 'phone'
  | 'signal'
  | 'wifi-off'
  | 'refresh-cw'
  | 'bell'
  | 'help-circle'
  | 'file-text'
  | 'receipt-text'
  | 'banknote'
  | 'landmark'
  | 'calendar'
  | 'eye'
  | 'eye-off'
  | 'link'
  | 'undo-2'
  | 'power'
  | 'sliders-horizontal'
  | 'rotate-ccw'
  | 'send'
  | 'qr-code'
  | 'map-pin'
  | 'user-plus'
  | 'bookmark'
  | 'circle'
  | 'play'
  | 'pause';

export interface IconProps {
  name: IconName;
  size?: 14 | 16 | 18 | 20 | 22 | undefined;
  /** Spoken name; without it the icon is decoration beside a word. */
  label?: string | undefined;
  className?: string | undefined;
}

const sizes = { 14: 'icon-14', 16: undefined, 18: 'icon-18', 20: 'icon-20', 22: 'icon-22' } as const;

export function Icon({ name, size = 16, label, className }: IconProps) {
  return (
    <svg
      className={cx('icon', sizes[size], className)}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <use href={`${spriteUrl}#${name}`} />
    </svg>
  );
}
