import type { PosVersionVerdict } from '@/lib/terminals/pos-version.rule';
import { asciiAddress } from './email-address.rule';
import type {
  ChosenSetting,
  EffectiveReason,
  EffectiveSetting,
  OwnSetting,
  PrintMode,
  SettingScope,
  Sourced,
  TerminalFacts,
} from './model';

/** Nobody has chosen: the cashier asks the buyer. */
const DEFAULT_MODE: PrintMode = 'ASK';

/** Own values along the way to a terminal or store, the widest scope first. */
export type SettingChain = readonly (readonly [
  SettingScope,
  (OwnSetting & { readonly addressConfirmed?: boolean }) | null,
])[];

/** The nearest scope that has a value of its own wins, each field for itself. */
export function inherit(chain: SettingChain): ChosenSetting {
  let printMode: Sourced<PrintMode> = { value: DEFAULT_MODE, from: 'DEFAULT' };
  let defaultEmail: Sourced<string | null> = { value: null, from: 'DEFAULT' };
  let addressConfirmed = false;
  for (const [from, own] of chain) {
    if (own?.printMode) printMode = { value: own.printMode, from };
    if (!own || own.defaultEmail === null) continue;
    defaultEmail = { value: own.defaultEmail || null, from };
    addressConfirmed = own.defaultEmail !== '' && own.addressConfirmed === true;
  }
  return { printMode, defaultEmail, addressConfirmed };
}

const versionReasons: Record<Exclude<PosVersionVerdict, 'OK'>, EffectiveReason> = {
  TOO_OLD: 'POS_VERSION_TOO_OLD',
  UNSUPPORTED_LINE: 'POS_VERSION_UNSUPPORTED',
  UNKNOWN: 'POS_VERSION_UNKNOWN',
};

/**
 * What the terminal really does. The chosen value is never changed: it comes into force by itself when the reason
 * is gone (domain.md C12, C13). Autonomous or without a working module → paper; the default address also needs a
 * version of EvotorPOS that knows it (seed «Отправка чеков на e-mail») and an owner who has agreed.
 */
export function effectiveSetting(chosen: ChosenSetting, facts: TerminalFacts): EffectiveSetting {
  const reasons: EffectiveReason[] = [];
  if (facts.autonomous) reasons.push('AUTONOMOUS');
  if (!facts.moduleWorks) reasons.push('MODULE_NOT_WORKING');
  const sends = reasons.length === 0;
  const address = chosen.defaultEmail.value;
  if (address !== null && !chosen.addressConfirmed) reasons.push('ADDRESS_NOT_CONFIRMED');
  if (address !== null && facts.version !== 'OK') reasons.push(versionReasons[facts.version]);
  return {
    printMode: sends ? chosen.printMode.value : 'PAPER_ONLY',
    chosenPrintMode: chosen.printMode.value,
    defaultEmail: address === null ? null : asciiAddress(address),
    defaultEmailApplies: address !== null && chosen.addressConfirmed && sends && facts.version === 'OK',
    reasons,
  };
}

/** The buyer may be left with nothing: electronic only, and the address that always works is the owner's. */
export const leavesBuyerWithout = (printMode: PrintMode, defaultEmail: string | null): boolean =>
  printMode === 'ELECTRONIC_ONLY' && Boolean(defaultEmail);
