import { z } from 'zod';

/** A refusal: its status and the codes it may carry. */
export type Problems = Readonly<Record<number, readonly string[]>>;

export interface ApiAnswer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** name → what it says */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiOperation {
  readonly method: 'get' | 'post';
  /** from the address of the API on */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  /** name → what it says */
  readonly headers?: Readonly<Record<string, string>>;
  /** answers to those who have no token */
  readonly open?: boolean;
  readonly answers: Readonly<Record<number, ApiAnswer>>;
  readonly problems: Problems;
}

export interface ApiDescription {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly server: string;
  readonly security: string;
  readonly operations: readonly ApiOperation[];
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string().meta({ description: 'The phrase of the status' }),
  status: z.int(),
  detail: z.string().meta({ description: 'What happened and what to do, in Russian' }),
  code: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  });
  return rest;
}

const headersOf = (headers: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );

function answersOf({ answers, problems }: ApiOperation): Record<string, object> {
  const good = Object.entries(answers).map(([status, { description, schema, headers }]) => [
    status,
    {
      description,
      ...(headers && { headers: headersOf(headers) }),
      ...(schema && { content: { 'application/json': { schema: schemaOf(schema, 'output') } } }),
    },
  ]);
  const bad = Object.entries(problems).map(([status, codes]) => [
    status,
    {
      description: codes.join(', '),
      content: {
        'application/problem+json': {
          schema: {
            allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }],
          },
        },
      },
    },
  ]);
  return Object.fromEntries([...good, ...bad]) as Record<string, object>;
}

const operationOf = (operation: ApiOperation) => ({
  operationId: operation.operationId,
  summary: operation.summary,
  ...(operation.open && { security: [] }),
  ...(operation.headers && {
    parameters: Object.entries(operation.headers).map(([name, description]) => ({
      name,
      in: 'header',
      description,
      schema: { type: 'string' },
    })),
  }),
  ...(operation.body && {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(operation.body, 'input') } },
    },
  }),
  responses: answersOf(operation),
});

/** The OpenAPI 3.1 document of an API, out of the schemas that its routes check bodies with. */
export function openApi(api: ApiDescription): Record<string, unknown> {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of api.operations) {
    (paths[operation.path] ??= {})[operation.method] = operationOf(operation);
  }
  return {
    openapi: '3.1.0',
    info: { title: api.title, version: api.version, description: api.description },
    servers: [{ url: api.server }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: api.security } },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
    },
  };
}
