import { answerJson, jsonRoute, notAllowed } from '@/lib/platform/route';
import { receiveReceipts } from '@/lib/receipts/commands/receive-receipts';
import { receiptsInput } from '@/lib/receipts/device.schema';
import { asDevice } from '../device';

export const POST = (request: Request): Promise<Response> =>
  asDevice(request, (device) =>
    jsonRoute(request, receiptsInput, async (input) => {
      const results = await receiveReceipts(device.ctx, device.terminalId, input);
      return answerJson({ results });
    }),
  );

export const { GET, PUT, PATCH, DELETE } = notAllowed('POST');
