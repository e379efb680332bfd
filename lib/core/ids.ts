import { z } from 'zod';

/** Identifiers are UUIDs; anything else in an address or a form is simply not found. */
export const idSchema = z.guid('Неверный идентификатор');

export const isId = (text: string): boolean => idSchema.safeParse(text).success;
