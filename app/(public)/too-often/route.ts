import { tooOftenPage } from '@/lib/platform/too-often';

/** Where a page leads who asks for pages faster than a person can. */
export const GET = (request: Request): Response =>
  tooOftenPage(new URL(request.url).searchParams.get('wait'));
