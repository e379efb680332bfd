'use server';

import { action } from '@/lib/platform/action';
import { buyKit as buyKitCommand } from './commands/buy-kit';
import { installInCabinet as installInCabinetCommand } from './commands/install-in-cabinet';
import { installMany as installManyCommand } from './commands/install-many';
import { installModules as installModulesCommand } from './commands/install';
import { uninstallInCabinet as uninstallInCabinetCommand } from './commands/uninstall-in-cabinet';
import { uninstallModule as uninstallModuleCommand } from './commands/uninstall';
import { installationMessages } from './messages';
import { buyKitInput, cabinetModuleInput, installInput, installManyInput, uninstallInput } from './schema';

export const installModules = action(
  installInput,
  installModulesCommand,
  installationMessages,
  'installations.install',
);
export const installMany = action(
  installManyInput,
  installManyCommand,
  installationMessages,
  'installations.installMany',
  { confirmed: true },
);
export const uninstallModule = action(
  uninstallInput,
  uninstallModuleCommand,
  installationMessages,
  'installations.uninstall',
);
export const installInCabinet = action(
  cabinetModuleInput,
  installInCabinetCommand,
  installationMessages,
  'installations.installInCabinet',
);
export const uninstallInCabinet = action(
  cabinetModuleInput,
  uninstallInCabinetCommand,
  installationMessages,
  'installations.uninstallInCabinet',
);
export const buyKit = action(buyKitInput, buyKitCommand, installationMessages, 'installations.buyKit', {
  confirmed: true,
});
