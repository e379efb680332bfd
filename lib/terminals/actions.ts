'use server';

import { action } from '@/lib/platform/action';
import { applyDifference as applyDifferenceCommand } from './cloud/commands/apply-difference';
import { connectCloud as connectCloudCommand } from './cloud/commands/connect-cloud';
import { disconnectCloud as disconnectCloudCommand } from './cloud/commands/disconnect-cloud';
import { startReading as startReadingCommand } from './cloud/commands/start-reading';
import { cloudMessages } from './cloud/messages';
import { connectInput, disconnectInput, importInput, readingInput } from './cloud/schema';
import {
  createPairingCode as createPairingCodeCommand,
  createRenewalCode as createRenewalCodeCommand,
} from './commands/create-pairing-code';
import { unpairTerminal as unpairTerminalCommand } from './commands/unpair-terminal';
import { terminalMessages } from './messages';
import { pairingCodeInput, renewalCodeInput, unpairInput } from './schema';

export const createPairingCode = action(pairingCodeInput, createPairingCodeCommand, terminalMessages);
export const createRenewalCode = action(renewalCodeInput, createRenewalCodeCommand, terminalMessages);
export const unpairTerminal = action(unpairInput, unpairTerminalCommand, terminalMessages);

export const connectCloud = action(
  connectInput,
  connectCloudCommand,
  cloudMessages,
  'terminals.cloudConnect',
);
export const disconnectCloud = action(
  disconnectInput,
  disconnectCloudCommand,
  cloudMessages,
  'terminals.cloudDisconnect',
);
export const readCloud = action(readingInput, startReadingCommand, cloudMessages, 'terminals.cloudRead');
export const importFromCloud = action(
  importInput,
  applyDifferenceCommand,
  cloudMessages,
  'terminals.cloudApply',
);
