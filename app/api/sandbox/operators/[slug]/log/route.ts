import { notFound } from 'next/navigation';
import { isSandboxOperator, operatorLog } from '@/lib/platform/sandbox';
import { sandboxRead } from '@/lib/platform/sandbox-route';

export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params;
  if (!isSandboxOperator(slug)) notFound();
  return sandboxRead(() => operatorLog(slug));
}
