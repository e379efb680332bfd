import { CopyButton } from '@/components/ui/copy-button';
import { DefinitionList, Fact } from '@/components/ui/definition-list';
import { momentText } from '@/lib/core/text';
import type { CloudView } from '@/lib/terminals/cloud/model';
import { DisconnectDialog, ReadAgainButton, ReplaceTokenDialog } from './connection-actions';

export interface CloudFactsProps {
  cloud: CloudView;
  now: Date;
  timeZone: string;
}

/** The connection: whose token, what may be done with it, and where the cloud tells of changes. */
export function CloudFacts({ cloud, now, timeZone }: CloudFactsProps) {
  const { tokenTail, connectedAt, connectedBy, heardAt, webhooks, reading } = cloud;
  const mayRead = reading === null || reading.state === 'READY';
  return (
    <>
      <DefinitionList>
        <Fact
          term="Токен"
          note={`${connectedBy}, ${momentText(connectedAt, now, timeZone)}`}
          action={
            webhooks ? (
              <span className="flex flex-wrap gap-2">
                <ReplaceTokenDialog />
                <DisconnectDialog />
              </span>
            ) : undefined
          }
        >
          <span className="font-mono">…{tokenTail}</span>
        </Fact>
        <Fact
          term="Облако прочитано"
          action={mayRead ? <ReadAgainButton label="Прочитать заново" /> : undefined}
        >
          {reading?.readAt ? momentText(reading.readAt, now, timeZone) : 'ещё нет'}
        </Fact>
        <Fact term="Облако сообщало об изменениях">
          {heardAt ? momentText(heardAt, now, timeZone) : 'ещё не сообщало'}
        </Fact>
      </DefinitionList>
      {webhooks ? (
        <details className="mt-2">
          <summary className="cursor-pointer py-2 text-accent touch:py-3">
            Чтобы облако сообщало об изменениях само
          </summary>
          <p className="max-w-[68ch] py-2">
            Впишите адрес и токен в настройках приложения на сайте разработчиков Эвотор. Названия и переезды
            касс кабинет перенесёт сам, а про новые и пропавшие спросит здесь.
          </p>
          <DefinitionList>
            <Fact term="Магазины">
              <span className="font-mono wrap-anywhere">{webhooks.address}/stores</span>{' '}
              <CopyButton value={`${webhooks.address}/stores`} label="Скопировать адрес для магазинов" />
            </Fact>
            <Fact term="Смарт-терминалы">
              <span className="font-mono wrap-anywhere">{webhooks.address}/devices</span>{' '}
              <CopyButton value={`${webhooks.address}/devices`} label="Скопировать адрес для терминалов" />
            </Fact>
            <Fact term="Токен для Authorization">
              <span className="font-mono wrap-anywhere">{webhooks.secret}</span>{' '}
              <CopyButton value={webhooks.secret} label="Скопировать токен вебхуков" />
            </Fact>
          </DefinitionList>
        </details>
      ) : null}
    </>
  );
}
