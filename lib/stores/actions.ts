'use server';

import { action } from '@/lib/platform/action';
import { setHours as setHoursCommand } from './commands/set-hours';
import { storeMessages } from './messages';
import { setHoursInput } from './schema';

export const setHours = action(setHoursInput, setHoursCommand, storeMessages, 'stores.setHours');
