import { isId } from '@/lib/core/ids';
import { bodyText } from '@/lib/platform/body';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { log } from '@/lib/platform/log';
import { maySend, receiveInventory } from '@/lib/terminals/cloud/receive-inventory';

const MAX_BYTES = 10_000_000;
const KINDS = new Set(['stores', 'devices']);

/** Errors in the words of that cloud. */
const refused = (status: number, code: number) => Response.json({ errors: [{ code }] }, { status });
const strange = () => refused(401, 1002);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where the cloud of terminals tells of changed stores and terminals. Any answer but 200 makes it repeat. */
export async function PUT(
  request: Request,
  { params }: { params: Promise<{ connection: string; kind: string }> },
): Promise<Response> {
  const { connection, kind } = await params;
  const id = connection.toLowerCase();
  if (!maySend(id, request.headers.get('authorization')) || !isId(id)) return strange();
  if (!KINDS.has(kind)) return new Response(null, { status: 404 });
  try {
    const text = await bodyText(request, MAX_BYTES);
    if (text === null) return new Response(null, { status: 413 });
    const clock = await productClock(db());
    const received = await receiveInventory({ db: db(), clock }, id, parsed(text));
    if (received.kind === 'UNKNOWN') return strange();
    if (received.kind === 'UNREADABLE') return refused(400, 2001);
    return Response.json(received.ids.map((uuid) => ({ uuid })));
  } catch (error) {
    log.error('a message of the cloud of terminals failed', error);
    return new Response(null, { status: 500 });
  }
}
