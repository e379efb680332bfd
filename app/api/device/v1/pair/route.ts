import { addressOf } from '@/lib/platform/caller';
import { productClock } from '@/lib/platform/clock';
import { db } from '@/lib/platform/db';
import { answerJson, jsonRoute, notAllowed, problem } from '@/lib/platform/route';
import { type PairCode, pairTerminal, RETRY_SECONDS } from '@/lib/terminals/commands/pair-terminal';
import { pairInput } from '@/lib/terminals/device.schema';

const refusals: Record<PairCode, [status: number, detail: string, headers?: Record<string, string>]> = {
  PAIRING_CODE_INVALID: [404, 'Код подключения не подходит: он введён с ошибкой, уже использован или истёк'],
  RATE_LIMITED: [
    429,
    'Слишком много неверных кодов, повторите позже',
    { 'retry-after': String(RETRY_SECONDS) },
  ],
  TERMINAL_TAKEN: [409, 'Касса с этим заводским номером подключена в другом месте, отвяжите её там'],
  TERMINAL_OTHER: [409, 'Этот код — для другой кассы: заводской номер не совпадает'],
};

export const POST = (request: Request): Promise<Response> =>
  jsonRoute(request, pairInput, async (input) => {
    const caller = { clock: await productClock(db()), address: addressOf(request.headers) };
    const paired = await pairTerminal(caller, input);
    if (paired.ok) return answerJson(paired.value, { status: 201 });
    const [status, detail, headers] = refusals[paired.code];
    return problem(status, paired.code, detail, {}, headers);
  });

export const { GET, PUT, PATCH, DELETE } = notAllowed('POST');
