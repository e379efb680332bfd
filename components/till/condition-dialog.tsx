'use client';

import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { Dialog } from '@/components/ui/dialog';
import { Link } from '@/components/ui/link';
import { SelectField } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { appliedNames, clockChoices, networkChoices, paperChoices } from '@/lib/devices/till/labels';
import type { Condition, Till } from '@/lib/devices/till/model';
import { settingAtTill } from '@/lib/devices/till/setting.rule';
import { posVersions } from '@/lib/devices/till/till.rule';
import { printModeNames, reasonNames } from '@/lib/receipts/labels';
import { RegistrationForm } from './registration-form';
import type { TillMachine } from './till-machine';

const batteryChoices = [100, 60, 20, 5, 0].map((value) => ({
  value: String(value),
  label: `${String(value)} %`,
}));

const link = 'inline-flex min-h-11 items-center';

/** What happens to the till, and what it knows: where a real one has a menu of service. */
export function ConditionDialog({ machine, till }: { machine: TillMachine; till: Till }) {
  return (
    <Dialog
      title="Касса"
      trigger={
        <Button size="large" icon="sliders-horizontal">
          Касса
        </Button>
      }
    >
      <div className="grid gap-6 pb-6">
        <State condition={till.condition} onSet={machine.set} />
        <Received till={till} />
        <Waiting till={till} />
        <Part title="Реквизиты на чеке">
          <RegistrationForm till={till} onSave={machine.tell} />
        </Part>
        <Part title="Смена и подключение">
          <div className="flex flex-wrap gap-2">
            <Button size="large" disabled={!till.shift.open} onClick={machine.closeShift}>
              Закрыть смену
            </Button>
            <Button size="large" onClick={machine.leave}>
              Отключить кассу
            </Button>
          </div>
          <p className="mt-2 flex flex-wrap gap-x-5">
            {till.connection ? (
              <Link className={link} href={`/terminals/${till.connection.terminalId}`}>
                Эта касса в кабинете
              </Link>
            ) : null}
            <Link className={link} href="/receipts/journal">
              Журнал чеков
            </Link>
            <Link className={link} href="/sandbox/inbox">
              Почта песочницы
            </Link>
          </p>
        </Part>
      </div>
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-16 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function State({ condition, onSet }: { condition: Condition; onSet: (change: Partial<Condition>) => void }) {
  return (
    <Part title="Состояние">
      <Switch
        name="autonomous"
        label="Автономный режим"
        hint="Без ОФД: касса печатает бумажные чеки, электронных не отправляет"
        checked={condition.ofdMode === 'AUTONOMOUS'}
        onChange={(event) => onSet({ ofdMode: event.target.checked ? 'AUTONOMOUS' : 'ONLINE' })}
      />
      <Switch
        name="full"
        label="Модули не ставятся"
        hint="Нет места в памяти: касса ответит кабинету отказом"
        checked={condition.full}
        onChange={(event) => onSet({ full: event.target.checked })}
      />
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <SelectField
          name="posVersion"
          label="Версия EvotorPOS"
          value={condition.posVersion}
          options={posVersions.map((value) => ({ value, label: value }))}
          onChange={(event) => onSet({ posVersion: event.target.value })}
        />
        <SelectField
          name="paper"
          label="Чековая лента"
          value={condition.paper}
          options={paperChoices}
          onChange={(event) => onSet({ paper: event.target.value as Condition['paper'] })}
        />
        <SelectField
          name="battery"
          label="Батарея"
          value={String(condition.battery)}
          options={batteryChoices}
          onChange={(event) => onSet({ battery: Number(event.target.value) })}
        />
        <SelectField
          name="network"
          label="Связь"
          value={condition.network}
          options={networkChoices}
          onChange={(event) => onSet({ network: event.target.value as Condition['network'] })}
        />
        <SelectField
          name="clock"
          label="Часы"
          value={String(condition.skewSeconds)}
          options={clockChoices}
          onChange={(event) => onSet({ skewSeconds: Number(event.target.value) })}
        />
      </div>
    </Part>
  );
}

/** What the cabinet wishes of this till, and what came of it. */
function Received({ till }: { till: Till }) {
  const { config, applied } = till;
  if (!config) {
    return (
      <Part title="Настройки из кабинета">
        <p className="text-ink-2">Ещё не приходили.</p>
      </Part>
    );
  }
  const setting = settingAtTill(till);
  const isBlocked = (slug: string) => config.modules.some((each) => each.slug === slug && each.blocked);
  return (
    <Part title="Настройки из кабинета">
      <DefinitionList>
        <Fact term="Способ печати" note={setting.reasons.map((reason) => reasonNames[reason]).join('. ')}>
          {printModeNames[setting.printMode]}
        </Fact>
        <Fact
          term="Адрес по умолчанию"
          note={setting.defaultEmail !== null && !setting.defaultEmailApplies ? 'не действует' : undefined}
        >
          <span className="wrap-anywhere">{setting.defaultEmail ?? 'нет'}</span>
        </Fact>
        {applied.map((module) => (
          <Fact
            key={module.slug}
            term={<span className="font-mono wrap-anywhere">{module.slug}</span>}
            note={module.error ?? (isBlocked(module.slug) ? 'Кабинет не разрешает запускать' : null)}
          >
            <Badge tone={appliedNames[module.state].tone}>
              {appliedNames[module.state].text}
              {module.version ? ` ${module.version}` : ''}
            </Badge>
          </Fact>
        ))}
      </DefinitionList>
    </Part>
  );
}

function Waiting({ till: { queue, connection } }: { till: Till }) {
  const ours = queue.waiting.filter((item) => item.terminalId === connection?.terminalId).length;
  const others = queue.waiting.length - ours;
  return (
    <Part title="Очередь чеков">
      <p>
        {ours === 0 ? 'Всё передано в кабинет.' : `Ждут связи: ${String(ours)}. Уйдут сами, по порядку.`}
        {others > 0 ? ` Ждут прежнего подключения: ${String(others)}.` : ''}
      </p>
      {queue.refused.length > 0 ? (
        <ul className="mt-2 grid gap-1" aria-label="Не принятые чеки">
          {queue.refused.map(({ key, receipt, detail }) => (
            <li key={key}>
              <Badge tone="failed" note={detail}>
                Чек {receipt.documentNumber}
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
    </Part>
  );
}
