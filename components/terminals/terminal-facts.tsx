import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { Link } from '@/components/ui/link';
import { dateInText, timeText } from '@/lib/core/text';
import { clockInWords, isClockWrong } from '@/lib/terminals/clock.rule';
import { networkText } from '@/lib/terminals/labels';
import { ofdModeNames, paperNames, type TerminalDetail } from '@/lib/terminals/model';

export function TerminalFacts({ terminal }: { terminal: TerminalDetail }) {
  const mono = (text: string | null) => (text ? <span className="font-mono">{text}</span> : 'неизвестен');
  return (
    <DefinitionList>
      <Fact term="Магазин" note={terminal.storeAddress}>
        <Link href={`/stores/${terminal.storeId}`}>{terminal.storeName}</Link>
      </Fact>
      <Fact term="Модель">{terminal.model}</Fact>
      <Fact term="Заводской номер">{mono(terminal.serialNumber)}</Fact>
      <Fact term="IMEI">{mono(terminal.imei)}</Fact>
      <Fact term="Версия EvotorPOS">{terminal.posVersion ?? 'неизвестна'}</Fact>
      <Fact
        term="Связь с ОФД"
        note={
          terminal.ofdMode === 'AUTONOMOUS'
            ? 'Режим задан при регистрации кассы, из кабинета он не меняется. Чеки только бумажные.'
            : undefined
        }
      >
        {ofdModeNames[terminal.ofdMode]}
      </Fact>
      <Fact term="Чеки в очереди на кассе">{terminal.pendingReceipts}</Fact>
      <Fact term="Чековая лента">{paperNames[terminal.paper]}</Fact>
      <Fact term="Заряд">
        {terminal.batteryPercent === null ? 'от сети' : `${terminal.batteryPercent} %`}
      </Fact>
      <Fact term="Сеть">{networkText(terminal.network)}</Fact>
      <Fact
        term="Часы кассы"
        note={
          isClockWrong(terminal.clockSkewSeconds)
            ? 'Проверьте на кассе дату, время и часовой пояс: ими датируются чеки.'
            : undefined
        }
      >
        {terminal.clockSkewSeconds === null
          ? 'касса о них не сообщает'
          : isClockWrong(terminal.clockSkewSeconds)
            ? clockInWords(terminal.clockSkewSeconds)
            : 'идут верно'}
      </Fact>
      <Fact term="РНМ">{mono(terminal.kktRegNumber)}</Fact>
      <Fact
        term="Фискальный накопитель"
        note={
          terminal.fiscalDriveExpiresOn
            ? `действует до ${dateInText(terminal.fiscalDriveExpiresOn)}`
            : undefined
        }
      >
        {mono(terminal.fiscalDrive)}
      </Fact>
      {terminal.lastSeenAt ? (
        <Fact term="Время магазина">
          последняя связь в {timeText(terminal.lastSeenAt, terminal.storeTimeZone)} по местному
        </Fact>
      ) : null}
    </DefinitionList>
  );
}
