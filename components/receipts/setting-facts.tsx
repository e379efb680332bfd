import { DefinitionList, Fact } from '@/components/ui/definition-list';
import type { SettingView } from '@/lib/receipts/model';
import { SourcedAddress, SourcedMode } from './sourced-value';

/** For those who may look and not change. */
export function SettingFacts({ setting, whomToAsk }: { setting: SettingView; whomToAsk: string }) {
  return (
    <>
      <DefinitionList>
        <Fact term="Что делать с чеком">
          <SourcedMode setting={setting} />
        </Fact>
        <Fact term="Адрес по умолчанию">
          <SourcedAddress setting={setting} />
        </Fact>
      </DefinitionList>
      <p className="mt-3 text-ink-2">{whomToAsk}</p>
    </>
  );
}
