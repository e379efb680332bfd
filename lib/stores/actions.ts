'use server';

import { action } from '@/lib/platform/action';
import { createStore as createStoreCommand } from './commands/create-store';
import { editStore as editStoreCommand } from './commands/edit-store';
import { removeStore as removeStoreCommand } from './commands/remove-store';
import { setHours as setHoursCommand } from './commands/set-hours';
import { storeMessages } from './messages';
import { createStoreInput, editStoreInput, setHoursInput, storeInput } from './schema';

export const setHours = action(setHoursInput, setHoursCommand, storeMessages, 'stores.setHours');
export const createStore = action(createStoreInput, createStoreCommand, storeMessages, 'stores.create');
export const editStore = action(editStoreInput, editStoreCommand, storeMessages, 'stores.edit');
export const removeStore = action(storeInput, removeStoreCommand, storeMessages, 'stores.remove');
