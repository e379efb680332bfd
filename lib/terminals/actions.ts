'use server';

import { action } from '@/lib/platform/action';
import {
  createPairingCode as createPairingCodeCommand,
  createRenewalCode as createRenewalCodeCommand,
} from './commands/create-pairing-code';
import { unpairTerminal as unpairTerminalCommand } from './commands/unpair-terminal';
import { terminalMessages } from './messages';
import { pairingCodeInput, renewalCodeInput, unpairInput } from './schema';

export const createPairingCode = action(
  pairingCodeInput,
  createPairingCodeCommand,
  terminalMessages,
  'terminals.pairingCode',
);
export const createRenewalCode = action(
  renewalCodeInput,
  createRenewalCodeCommand,
  terminalMessages,
  'terminals.pairingCode',
);
export const unpairTerminal = action(
  unpairInput,
  unpairTerminalCommand,
  terminalMessages,
  'terminals.unpair',
);
