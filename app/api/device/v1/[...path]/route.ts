import { problem } from '@/lib/platform/route';

const unknown = (): Response => problem(404, 'NOT_FOUND', 'Такого адреса в Device API нет');

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };
