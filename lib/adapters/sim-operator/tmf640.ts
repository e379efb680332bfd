import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { OperatorEvent, OperatorReply, SimOperator } from '@/lib/sim-cards/operator.port';
import { parseJson } from '@/lib/adapters/http';
import { errorWords, tmfClient, UNREADABLE } from '@/lib/adapters/tmf';

const API = '/tmf-api/ServiceActivationAndConfiguration/v4';
const TOLERANCE_S = 300;
const NO_REASON = 'Оператор отказал без объяснения';

const serviceSchema = z.object({ id: z.string().min(1), state: z.string() });

const monitorSchema = z.object({
  id: z.string().min(1),
  state: z.enum(['InProgress', 'InError', 'Completed']),
  sourceHref: z.string().optional(),
  response: z.object({ body: z.unknown() }).optional(),
});
type Monitor = z.infer<typeof monitorSchema>;

const eventSchema = z.object({
  eventId: z.string().min(1),
  correlationId: z.string().min(1).nullish(),
  event: z.union([z.object({ monitor: monitorSchema }), z.object({ service: serviceSchema })]),
});

const lastSegment = (href: string | null | undefined): string | null => {
  const found = href?.split(/[?#]/)[0]?.split('/').at(-1);
  return found ? found : null;
};

const reasonOf = ({ response }: Monitor): string => {
  const body = response?.body;
  return errorWords(typeof body === 'string' ? parseJson(body) : body) ?? NO_REASON;
};

const replyOf = (monitor: Monitor): OperatorReply => {
  if (monitor.state === 'Completed') return { kind: 'completed' };
  if (monitor.state === 'InError') return { kind: 'rejected', reason: reasonOf(monitor) };
  return { kind: 'accepted', reference: monitor.id };
};

const OUTCOMES = { Completed: 'COMPLETED', InError: 'REJECTED', InProgress: 'IN_PROGRESS' } as const;

const isSigned = (header: string | null, rawBody: string, secrets: string[], nowMs: number): boolean => {
  const parts = (header ?? '').split(',').map((part) => part.trim());
  const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
  if (!/^\d{1,12}$/.test(time) || Math.abs(nowMs / 1000 - Number(time)) > TOLERANCE_S) return false;
  const given = parts.filter((part) => /^v1=[0-9a-f]{64}$/.test(part)).map((part) => part.slice(3));
  return secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${time}.${rawBody}`).digest();
    return given.some((signature) => timingSafeEqual(Buffer.from(signature, 'hex'), expected));
  });
};

/**
 * TM Forum TMF640 Service Activation v4 with a Bearer key; events signed in `X-Signature: t=…,v1=…`
 * (HMAC-SHA256 over `t.rawBody`). `webhookSecret` may hold several secrets separated by commas while one
 * replaces another.
 */
export function tmf640Operator(config: {
  baseUrl: string;
  apiKey: string;
  webhookSecret: string;
  timeoutMs?: number;
}): SimOperator {
  const secrets = config.webhookSecret
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  const call = tmfClient({ ...config, api: API });

  return {
    async request({ operationId, iccid, action }) {
      const state = action === 'ACTIVATE' ? 'active' : 'inactive';
      const answer = await call(
        'PATCH',
        `/service/${encodeURIComponent(iccid)}`,
        { '@type': 'Service', state },
        { 'Idempotency-Key': operationId },
      );
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'refused') return { kind: 'rejected', reason: answer.reason };
      if (answer.status !== 202) {
        return serviceSchema.safeParse(answer.body).data?.state === state
          ? { kind: 'completed' }
          : UNREADABLE;
      }
      const monitor = monitorSchema.safeParse(answer.body).data;
      if (monitor) return replyOf(monitor);
      const reference = lastSegment(answer.headers.get('location'));
      return reference ? { kind: 'accepted', reference } : UNREADABLE;
    },

    async check(reference) {
      const answer = await call('GET', `/monitor/${encodeURIComponent(reference)}`);
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'refused') return { kind: 'unavailable', detail: answer.reason };
      const monitor = monitorSchema.safeParse(answer.body).data;
      return monitor ? replyOf(monitor) : UNREADABLE;
    },

    async subscribe(callback) {
      const query = 'eventType=ServiceStateChangeEvent&eventType=MonitorStateChangeEvent';
      const answer = await call('POST', '/hub', { callback, query });
      return answer.kind === 'answer' || (answer.kind === 'refused' && answer.status === 409);
    },

    readEvent(headers, rawBody, nowMs): OperatorEvent | null {
      if (!isSigned(headers.get('x-signature'), rawBody, secrets, nowMs)) return null;
      const message = eventSchema.safeParse(parseJson(rawBody)).data;
      if (!message) return null;
      const { eventId, correlationId, event } = message;
      const operationId = correlationId ?? null;
      if ('monitor' in event) {
        const { monitor } = event;
        return {
          eventId,
          operationId,
          reference: monitor.id,
          iccid: lastSegment(monitor.sourceHref),
          outcome: OUTCOMES[monitor.state],
          reason: monitor.state === 'InError' ? reasonOf(monitor) : null,
        };
      }
      const settled = operationId !== null && ['active', 'inactive'].includes(event.service.state);
      return {
        eventId,
        operationId,
        reference: null,
        iccid: event.service.id,
        outcome: settled ? 'COMPLETED' : 'IN_PROGRESS',
        reason: null,
      };
    },
  };
}
