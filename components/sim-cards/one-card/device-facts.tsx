import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { momentText } from '@/lib/core/text';
import type { BindOption, CardDeviceView } from '@/lib/sim-cards/card/model';
import { BindButton, LockButton } from './care-button';

interface DeviceProps {
  card: {
    readonly id: string;
    readonly terminal: { readonly id: string; readonly name: string } | null;
    readonly store: { readonly name: string } | null;
  };
  device: CardDeviceView;
  options: readonly BindOption[];
  /** may change it, and the operator takes locks of us */
  mayLock: boolean;
  mayBind: boolean;
  now: Date;
  timeZone: string;
}

const imeiText = (imei: string) => <span className="font-mono">{imei}</span>;

export function DeviceFacts({ card, device, mayLock, now, timeZone }: DeviceProps) {
  const { lock, imei, seenAt } = device;
  const canLock = device.terminalImei !== null && lock.imei !== device.terminalImei;
  return (
    <DefinitionList>
      <Fact
        term="Стоит в устройстве"
        note={seenAt ? `по данным оператора на ${momentText(seenAt, now, timeZone)}` : null}
      >
        {imei === null ? 'Оператор ещё не сообщил' : imeiText(imei)}
      </Fact>
      <Fact
        term="Блокировка по IMEI"
        note={
          lock.pending
            ? `Оператор меняет с ${momentText(lock.pending.since, now, timeZone)}`
            : lock.problem
              ? `Последний раз не получилось: ${lock.problem}`
              : null
        }
        action={
          mayLock && !lock.pending ? (
            <span className="flex flex-wrap gap-2">
              {canLock ? (
                <LockButton
                  look={{ children: 'Заблокировать за кассой', icon: 'lock' }}
                  {...lockProps(card, device)}
                  lock
                />
              ) : null}
              {lock.imei !== null ? (
                <LockButton look={{ children: 'Снять' }} {...lockProps(card, device)} lock={false} />
              ) : null}
            </span>
          ) : null
        }
      >
        {lock.imei === null ? (
          'Нет, работает в любом устройстве'
        ) : (
          <>Работает только в {imeiText(lock.imei)}</>
        )}
      </Fact>
    </DefinitionList>
  );
}

/** The card is not where it belongs: what is known, and what to do. */
export function DeviceNotice({ card, device, options, mayBind }: DeviceProps) {
  const { imei, seenInTerminal } = device;
  if (!device.isElsewhere || imei === null) return null;
  return (
    <Notice
      tone="attention"
      title={
        seenInTerminal
          ? `Карта стоит в кассе «${seenInTerminal.name}»`
          : `Карта стоит в другом устройстве, IMEI ${imei}`
      }
      action={
        mayBind && seenInTerminal ? (
          <BindButton
            look={{ children: `Привязать к кассе «${seenInTerminal.name}»`, variant: 'secondary' }}
            simCardId={card.id}
            terminalId={card.terminal?.id ?? ''}
            storeName={card.store?.name ?? null}
            suggested={seenInTerminal.id}
            options={options}
            locked={device.lock.imei !== null}
          />
        ) : null
      }
    >
      {seenInTerminal
        ? `В кабинете она привязана к кассе «${card.terminal?.name ?? ''}». Привяжите её к той, где она стоит, или верните на место.`
        : `В кабинете она привязана к кассе «${card.terminal?.name ?? ''}». Проверьте, на месте ли карта. Чтобы в чужом устройстве связи не было, заблокируйте карту за кассой.`}
    </Notice>
  );
}

const lockProps = (card: DeviceProps['card'], device: CardDeviceView) => ({
  simCardId: card.id,
  terminalName: card.terminal?.name ?? null,
  imei: device.terminalImei,
  isElsewhere: device.isElsewhere,
});
