import { authorize, type Context } from '@/lib/access/context';
import { type Refusal, refusal, type Result, success } from '@/lib/core/result';
import { requireModule } from '@/lib/installations/queries';
import { SIM_CARD_MODULE } from '../../model';
import { MAX_BYTES, MAX_ROWS, readCardList } from '../card-list.rule';
import { decodeText, readTable, type TableRow } from '../list-text.rule';
import type { BulkCode } from '../messages';
import type { ListInput } from '../schema';
import { isSheet, readSheet, UnreadableSheet } from '../sheet';
import { draftBulk } from './draft-bulk';

/** The old binary format of Excel. */
const isOldSheet = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11;

type ReadCode = 'FILE_TOO_LARGE' | 'FILE_OLD_SHEET' | 'FILE_UNREADABLE';

function rowsOf(bytes: Uint8Array): Result<readonly TableRow[], ReadCode> {
  if (bytes.byteLength > MAX_BYTES) return refusal('FILE_TOO_LARGE', { most: MAX_BYTES / 1024 / 1024 });
  if (isOldSheet(bytes)) return refusal('FILE_OLD_SHEET');
  if (!isSheet(bytes)) {
    const text = decodeText(bytes);
    return text.includes('\0') ? refusal('FILE_UNREADABLE') : success(readTable(text));
  }
  try {
    return success(readSheet(bytes));
  } catch (error) {
    if (error instanceof UnreadableSheet) return refusal('FILE_UNREADABLE');
    throw error;
  }
}

const tooLong = (rows: number): Refusal<'LIST_TOO_LONG'> => {
  const number = new Intl.NumberFormat('ru');
  return refusal('LIST_TOO_LONG', { rows: number.format(rows), most: number.format(MAX_ROWS) });
};

/**
 * Reads a pasted list or a file (CSV or XLSX by its contents) and checks every row: the dry run of a bulk, which is
 * kept and can be confirmed. Writes nothing else. The same request again: the first bulk. Refusals: FORBIDDEN,
 * MODULE_NOT_INSTALLED, FILE_TOO_LARGE, FILE_OLD_SHEET, FILE_UNREADABLE, LIST_EMPTY, LIST_TOO_LONG (product.md 3.4).
 */
export async function draftFromList(
  ctx: Context,
  { bytes, ...input }: ListInput & { readonly bytes: Uint8Array },
): Promise<Result<{ readonly bulkId: string }, BulkCode>> {
  const denied = authorize(ctx, 'simCards.switch') ?? (await requireModule(ctx, SIM_CARD_MODULE));
  if (denied) return denied;
  const table = rowsOf(bytes);
  if (!table.ok) return table;
  if (table.value.length === 0) return refusal('LIST_EMPTY');
  if (table.value.length > MAX_ROWS + 1) return tooLong(table.value.length);
  const rows = readCardList(table.value);
  if (rows.length === 0) return refusal('LIST_EMPTY');
  if (rows.length > MAX_ROWS) return tooLong(rows.length);
  return draftBulk(ctx, { ...input, origin: input.fileName === null ? 'TEXT' : 'FILE', rows });
}
