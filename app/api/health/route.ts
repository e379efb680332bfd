import { version } from '@/package.json';
import { health } from '@/lib/platform/health';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const state = await health(version);
  return Response.json(state, { status: state.status === 'ok' ? 200 : 503 });
}
