import * as z from 'zod'
import { ALL_ENDPOINTS } from '#api/all-endpoints.ts'
import type { Endpoint } from '#api/endpoint.ts'
import { errorBody } from '#api/error-body.ts'
import { ERROR_STATUS } from '#api/error-codes.ts'

type Json = Readonly<Record<string, unknown>>

/** The API's description, OpenAPI 3.1, made of the endpoints themselves. */
export function openapiDocument(): { readonly openapi: string } & Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const endpoint of ALL_ENDPOINTS) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Truebook trade API',
      version: '1',
      description:
        'Money is text, times are integer Unix milliseconds, lists are {items, nextCursor}. Every error has one shape.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Error: wireSchema(errorBody) },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'truebook-session' },
      },
    },
  }
}

function operationOf(endpoint: Endpoint): Json {
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    security: endpoint.permission === 'public' ? [] : [{ session: [] }],
    'x-permission': endpoint.permission,
    'x-rate-limit-class': endpoint.limit,
    parameters: parametersOf(endpoint),
    ...(endpoint.body === null ? {} : { requestBody: bodyOf(endpoint.body) }),
    responses: {
      [endpoint.status]: {
        description: 'The result.',
        content: { 'application/json': { schema: wireSchema(endpoint.result) } },
      },
      default: {
        description: `An error. Its code is one of ${Object.keys(ERROR_STATUS).join(', ')}.`,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function parametersOf({ params, query, idempotent }: Endpoint): Json[] {
  return [
    ...parametersIn('path', params),
    ...parametersIn('query', query),
    ...(idempotent ? [IDEMPOTENCY_KEY] : []),
  ]
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'New per intention, the same for its repeats.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

function parametersIn(place: 'path' | 'query', schema: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = wireSchema(schema) as {
    properties?: Json
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }))
}

function bodyOf(schema: z.ZodType): Json {
  return { required: true, content: { 'application/json': { schema: wireSchema(schema) } } }
}

/** What travels: the input side of the codecs. */
function wireSchema(schema: z.ZodType): Json {
  const { $schema: _, $id: _id, ...json } = z.toJSONSchema(schema, { io: 'input' })
  return json
}
