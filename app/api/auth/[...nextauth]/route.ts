import NextAuth from 'next-auth';
import { authOptions } from '@/lib/platform/auth';

const handler = (request: Request, context: unknown): Promise<Response> =>
  (NextAuth as unknown as (...parts: unknown[]) => Promise<Response>)(request, context, authOptions());

export { handler as GET, handler as POST };
