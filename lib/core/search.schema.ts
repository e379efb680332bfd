import { z } from 'zod';
import { SEARCH_SHORTEST } from './search';

const plain = (text: string) => text.replaceAll('\0', '').trim();

/** What is looked for everywhere: NUL, which no text of the database has, is left out. */
export const searchInput = z.object({
  q: z.string().max(100).transform(plain).pipe(z.string().min(SEARCH_SHORTEST)),
});
