'use server';

import { commonMessages } from '@/lib/access/messages';
import { action } from '@/lib/platform/action';
import { changeDetails as changeDetailsCommand } from './commands/change-details';
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
import { moveTerminals as moveTerminalsCommand } from './commands/move-terminals';
import { selectTerminals as selectTerminalsCommand } from './commands/select-terminals';
import { unpairTerminal as unpairTerminalCommand } from './commands/unpair-terminal';
import { detailsMessages, moveMessages, terminalMessages } from './messages';
import {
  changeDetailsInput,
  moveTerminalsInput,
  pairingCodeInput,
  renewalCodeInput,
  selectionInput,
  unpairInput,
} from './schema';

export const createPairingCode = action(
  pairingCodeInput,
  createPairingCodeCommand,
  terminalMessages,
  'terminals.pairingCode',
  { confirmed: true },
);
export const createRenewalCode = action(
  renewalCodeInput,
  createRenewalCodeCommand,
  terminalMessages,
  'terminals.pairingCode',
  { confirmed: true },
);
export const unpairTerminal = action(
  unpairInput,
  unpairTerminalCommand,
  terminalMessages,
  'terminals.unpair',
);
export const moveTerminals = action(moveTerminalsInput, moveTerminalsCommand, moveMessages, 'terminals.move');
export const changeDetails = action(
  changeDetailsInput,
  changeDetailsCommand,
  detailsMessages,
  'terminals.changeDetails',
);
export const selectTerminals = action(
  selectionInput,
  selectTerminalsCommand,
  commonMessages,
  'terminals.select',
);

export const connectCloud = action(
  connectInput,
  connectCloudCommand,
  cloudMessages,
  'terminals.cloudConnect',
  { confirmed: true },
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
