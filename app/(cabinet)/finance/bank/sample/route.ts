import { sampleStatement } from '@/lib/invoicing/bank/sample';
import { downloadRoute } from '@/lib/platform/cabinet-route';
import { isSandbox } from '@/lib/platform/env';

/** Sandbox only: a statement in which the open invoices are paid. */
export const GET = (): Promise<Response> =>
  downloadRoute((ctx) => (isSandbox() ? sampleStatement(ctx) : Promise.resolve(null)));
