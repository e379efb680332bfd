'use server';

import { action } from '@/lib/platform/action';
import { createStore as createStoreCommand } from './commands/create-store';
import { setHours as setHoursCommand } from './commands/set-hours';
import { createStoreMessages, storeMessages } from './messages';
import { createStoreInput, setHoursInput } from './schema';

export const setHours = action(setHoursInput, setHoursCommand, storeMessages, 'stores.setHours');
export const createStore = action(createStoreInput, createStoreCommand, createStoreMessages, 'stores.create');
