import { notFound } from 'next/navigation';
import { isSandboxOperator, operatorShippingInput, setOperatorShipping } from '@/lib/platform/sandbox';
import { sandboxSwitch } from '@/lib/platform/sandbox-route';

export async function POST(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const { slug } = await params;
  if (!isSandboxOperator(slug)) notFound();
  return sandboxSwitch(request, operatorShippingInput, (shipping) => setOperatorShipping(slug, shipping));
}
