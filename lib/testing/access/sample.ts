import { z } from 'zod';
import type { Kind } from './table';

/** Examples of fields by their names, where any text would not do. */
const words: Readonly<Record<string, string>> = {
  address: 'buyer@kassa.example',
  amount: '1500',
  closes: '21:00',
  code: '123456',
  defaultEmail: '',
  email: 'person@kassa.example',
  fileName: 'list.txt',
  fiscalDrive: '',
  inn: '7707083893',
  kktRegNumber: '',
  kpp: '770701001',
  lastDigits: '1234',
  limit: '100',
  month: '2026-11-01',
  number: '8970101000000000019',
  ogrn: '1027700132195',
  opens: '09:00',
  operatorSlug: 'mts',
  password: 'a password of some length',
  period: 'M1',
  phone: '+79160000000',
  postalCode: '101000',
  quantity: '1',
  serialNumber: '00300000000001',
  timeZone: 'Europe/Moscow',
  token: 'sample-token-of-thirty-two-signs',
};
const slugs: Readonly<Record<string, string>> = { moduleSlug: 'cash-services', kitSlug: 'law-basic' };

/** Names of fields and what they identify; `undefined`: a number of the request itself. */
const kinds: Readonly<Record<string, Kind>> = {
  addressId: 'address',
  bulkId: 'bulk',
  invitationId: 'invitation',
  invoiceId: 'invoice',
  membershipId: 'membership',
  noteId: 'note',
  orderId: 'order',
  paymentId: 'payment',
  quoteId: 'quote',
  receiptId: 'receipt',
  simCardId: 'simCard',
  store: 'store',
  storeId: 'store',
  subscriptionId: 'subscription',
  targetId: 'store',
  terminalId: 'terminal',
};

export interface SampleOptions {
  /** an identifier of the kind; undefined: of the request itself */
  readonly idOf: (kind: Kind | undefined) => string;
  readonly ids?: Readonly<Record<string, Kind>> | undefined;
  readonly input?: Readonly<Record<string, unknown>> | undefined;
}

interface Shape {
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
}

const singular = (name: string) => name.replace(/s$/, '');
const kindOf = (name: string, ids?: Readonly<Record<string, Kind>>): Kind | undefined =>
  ids?.[name] ?? kinds[name] ?? kinds[singular(name)];

const isIdShape = (shape: Shape): boolean => shape.format === 'uuid' || shape.format === 'guid';
const identifies = (shape: Shape): boolean =>
  isIdShape(shape) || Object.values(shape.properties ?? {}).some((each) => isIdShape(each));

function text(name: string, shape: Shape, options: SampleOptions): string {
  if (isIdShape(shape)) return options.idOf(kindOf(name, options.ids));
  const known = words[name] ?? slugs[name] ?? slugs[singular(name)];
  if (known !== undefined) return known;
  const example = 'пример'.padEnd(shape.minLength ?? 0, 'р');
  const form = new RegExp(shape.pattern ?? '', 'u');
  return [example, 'primer', '0000000000000000', '0'].find((each) => form.test(each)) ?? example;
}

function valueOf(name: string, shape: Shape, options: SampleOptions): unknown {
  if ('const' in shape) return shape.const;
  if (shape.enum) return shape.enum[0];
  const either = shape.anyOf ?? shape.oneOf;
  if (either) return valueOf(name, either.find(identifies) ?? either[0] ?? {}, options);
  if (shape.allOf) return valueOf(name, shape.allOf[0] ?? {}, options);
  switch (shape.type) {
    case 'object':
      return objectOf(shape, options);
    case 'array':
      return [valueOf(name, shape.items ?? {}, options)];
    case 'integer':
    case 'number':
      return shape.exclusiveMinimum === undefined
        ? Math.max(0, shape.minimum ?? 1)
        : shape.exclusiveMinimum + 1;
    case 'boolean':
      return false;
    case 'null':
      return null;
    case undefined:
    default:
      return text(name, shape, options);
  }
}

const objectOf = (shape: Shape, options: SampleOptions): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(shape.properties ?? {}).map(([name, each]) => [
      name,
      options.input && name in options.input ? options.input[name] : valueOf(name, each, options),
    ]),
  );

/** An input that the schema takes, with identifiers as told: made of the schema, so that a new field needs no change. */
export function sampleInput(schema: z.ZodType, options: SampleOptions): unknown {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' });
  return valueOf('', shape as Shape, options);
}
