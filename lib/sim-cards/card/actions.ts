'use server';

import { action } from '@/lib/platform/action';
import { addNote as addNoteCommand } from './commands/add-note';
import { bindCard as bindCardCommand } from './commands/bind-card';
import { lockImei as lockImeiCommand } from './commands/lock-imei';
import { removeNote as removeNoteCommand } from './commands/remove-note';
import { setLabel as setLabelCommand } from './commands/set-label';
import { cardMessages } from './messages';
import { addNoteInput, bindCardInput, lockImeiInput, removeNoteInput, setLabelInput } from './schema';

export const bindCard = action(bindCardInput, bindCardCommand, cardMessages, 'simCards.bind');
export const setLabel = action(setLabelInput, setLabelCommand, cardMessages, 'simCards.label');
export const addNote = action(addNoteInput, addNoteCommand, cardMessages, 'simCards.note');
export const removeNote = action(removeNoteInput, removeNoteCommand, cardMessages, 'simCards.removeNote');
export const lockImei = action(lockImeiInput, lockImeiCommand, cardMessages, 'simCards.lockImei');
