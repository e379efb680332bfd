import { z } from 'zod';
import { localDate } from '@/lib/core/local-date';
import type { OperatorCard, OperatorEvent, OperatorReply, SimOperator } from '@/lib/sim-cards/operator.port';
import { parseJson, UNREADABLE } from '@/lib/adapters/http';
import { isSigned, secretsOf } from '@/lib/adapters/signature';
import { errorWords, tmfClient } from '@/lib/adapters/tmf';
import { cardOf, daysOfMonth, NO_REASON } from './card';

const SERVICE_API = '/tmf-api/ServiceActivationAndConfiguration/v4';
const USAGE_API = '/tmf-api/usageManagement/v4';
const PAGE_SIZE = 500;

const WANTED = { ACTIVATE: 'active', DEACTIVATE: 'inactive', TERMINATE: 'terminated' } as const;
const STATES: Readonly<Record<string, OperatorCard['state']>> = {
  feasibilityChecked: 'READY',
  designed: 'READY',
  reserved: 'READY',
  active: 'ACTIVE',
  inactive: 'INACTIVE',
  terminated: 'TERMINATED',
};
const OUTCOMES = { Completed: 'COMPLETED', InError: 'REJECTED', InProgress: 'IN_PROGRESS' } as const;

const serviceSchema = z.object({
  id: z.string().min(1),
  state: z.string(),
  serviceCharacteristic: z.array(z.object({ name: z.string(), value: z.unknown().optional() })).default([]),
});
type Service = z.infer<typeof serviceSchema>;

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

const usageSchema = z.array(
  z.object({
    usageDate: z.iso.datetime({ offset: true }),
    usageCharacteristic: z.array(z.object({ name: z.string(), value: z.unknown().optional() })),
  }),
);

const valueOf = (list: { name: string; value?: unknown }[], name: string): unknown =>
  list.find((each) => each.name === name)?.value;

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

const cardOfService = ({ id, state, serviceCharacteristic: list }: Service): OperatorCard | undefined => {
  const ours = STATES[state];
  const said = {
    imei: valueOf(list, 'imei'),
    imeiLock: valueOf(list, 'imeiLock'),
    lastTrafficAt: valueOf(list, 'lastTrafficAt'),
  };
  return ours && cardOf(id, ours, said);
};

/**
 * TM Forum TMF640 Service Activation v4 with a Bearer key, usage by TMF635 v4; events signed in
 * `X-Signature: t=…,v1=…`. `webhookSecret` may hold several secrets separated by commas while one replaces another.
 */
export function tmf640Operator(config: {
  baseUrl: string;
  apiKey: string;
  webhookSecret: string;
  timeoutMs?: number;
}): SimOperator {
  const secrets = secretsOf(config.webhookSecret);
  const services = tmfClient({ ...config, api: SERVICE_API });
  const usages = tmfClient({ ...config, api: USAGE_API });

  async function patch(
    { operationId, iccid }: { operationId: string; iccid: string },
    body: object,
    isDone: (service: Service) => boolean,
  ): Promise<OperatorReply> {
    const headers = { 'Idempotency-Key': operationId };
    const path = `/service/${encodeURIComponent(iccid)}`;
    const answer = await services('PATCH', path, { '@type': 'Service', ...body }, headers);
    if (answer.kind === 'unavailable') return answer;
    if (answer.kind === 'refused') return { kind: 'rejected', reason: answer.reason };
    if (answer.status !== 202) {
      const service = serviceSchema.safeParse(answer.body).data;
      return service && isDone(service) ? { kind: 'completed' } : UNREADABLE;
    }
    const monitor = monitorSchema.safeParse(answer.body).data;
    if (monitor) return replyOf(monitor);
    const reference = lastSegment(answer.headers.get('location'));
    return reference ? { kind: 'accepted', reference } : UNREADABLE;
  }

  return {
    request: ({ action, ...operation }) =>
      patch(operation, { state: WANTED[action] }, ({ state }) => state === WANTED[action]),

    lockImei: ({ imei, ...operation }) =>
      patch(
        operation,
        { serviceCharacteristic: [{ name: 'imeiLock', value: imei }] },
        ({ serviceCharacteristic }) => (valueOf(serviceCharacteristic, 'imeiLock') ?? null) === imei,
      ),

    async check(reference) {
      const answer = await services('GET', `/monitor/${encodeURIComponent(reference)}`);
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'refused') return { kind: 'unavailable', detail: answer.reason, answered: true };
      const monitor = monitorSchema.safeParse(answer.body).data;
      return monitor ? replyOf(monitor) : UNREADABLE;
    },

    async inspect(iccid) {
      const answer = await services('GET', `/service/${encodeURIComponent(iccid)}`);
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'refused') {
        if (answer.status === 404) return { kind: 'unknown' };
        return { kind: 'unavailable', detail: answer.reason, answered: true };
      }
      const service = serviceSchema.safeParse(answer.body).data;
      const card = service && cardOfService(service);
      return card?.iccid === iccid ? { kind: 'card', card } : UNREADABLE;
    },

    async list(after) {
      const offset = Number(after ?? 0);
      const answer = await services('GET', `/service?offset=${String(offset)}&limit=${String(PAGE_SIZE)}`);
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'refused') return { kind: 'unavailable', detail: answer.reason, answered: true };
      const page = z.array(serviceSchema).safeParse(answer.body).data;
      const total = Number(answer.headers.get('x-total-count') ?? Number.NaN);
      if (!page || !Number.isSafeInteger(total)) return UNREADABLE;
      const next = offset + page.length;
      return {
        kind: 'page',
        cards: page.flatMap((service) => cardOfService(service) ?? []),
        next: page.length > 0 && next < total ? String(next) : null,
      };
    },

    async usage(iccid, month) {
      const { from, to } = daysOfMonth(month);
      const query = new URLSearchParams({
        'relatedService.id': iccid,
        'usageDate.gte': from,
        'usageDate.lt': to,
        limit: '100',
      });
      const answer = await usages('GET', `/usage?${query.toString()}`);
      if (answer.kind === 'unavailable') return answer;
      if (answer.kind === 'refused') {
        if (answer.status === 404) return { kind: 'unknown' };
        return { kind: 'unavailable', detail: answer.reason, answered: true };
      }
      const records = usageSchema.safeParse(answer.body).data;
      if (!records) return UNREADABLE;
      const bytesOf = new Map<string, number>();
      for (const { usageDate, usageCharacteristic } of records) {
        const bytes = Number(valueOf(usageCharacteristic, 'bytes'));
        if (!Number.isSafeInteger(bytes) || bytes < 0) return UNREADABLE;
        const date = usageDate.slice(0, 10);
        bytesOf.set(date, (bytesOf.get(date) ?? 0) + bytes);
      }
      return { kind: 'usage', days: [...bytesOf].map(([date, bytes]) => ({ date: localDate(date), bytes })) };
    },

    async subscribe(callback) {
      const query = 'eventType=ServiceStateChangeEvent&eventType=MonitorStateChangeEvent';
      const answer = await services('POST', '/hub', { callback, query });
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
          cardState: null,
        };
      }
      const cardState = STATES[event.service.state] ?? null;
      const settled = operationId !== null && cardState !== null && cardState !== 'READY';
      return {
        eventId,
        operationId,
        reference: null,
        iccid: event.service.id,
        outcome: settled ? 'COMPLETED' : 'IN_PROGRESS',
        reason: null,
        cardState,
      };
    },
  };
}
