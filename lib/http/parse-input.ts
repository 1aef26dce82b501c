import * as z from 'zod'
import { AppError } from '#api/app-error.ts'
import type { Endpoint } from '#api/endpoint.ts'

export type RawInput = {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
}

/**
 * Decodes a request to domain values: query, then body, then path parameters, so that the path wins. A path
 * that names nothing we could have is NOT_FOUND; everything else that is wrong names its field.
 */
export function parseInput(endpoint: Endpoint, raw: RawInput): Record<string, unknown> {
  const params = endpoint.params.safeDecode(raw.params)
  if (!params.success) throw noSuchThing()
  const query = decoded(endpoint.query, queryObject(raw.query))
  const body = endpoint.body === null ? requireNoBody(raw.body) : bodyOf(endpoint.body, raw.body)
  return { ...query, ...body, ...params.data }
}

function bodyOf(schema: z.ZodType, body: unknown): object {
  // A body of which every field may be left out may be left out itself.
  const result = decoded(schema, body ?? {})
  return typeof result === 'object' && result !== null ? result : {}
}

function decoded<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = z.safeDecode(schema, value as z.input<Schema>)
  if (result.success) return result.data
  throw refusal(result.error.issues)
}

/** A name that appears twice has no single meaning. */
function queryObject(query: URLSearchParams): Record<string, string> {
  const names = [...query.keys()]
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) {
    throw new AppError('INVALID_INPUT', {
      public: `Expected "${repeated}" at most once in the query.`,
    })
  }
  return Object.fromEntries(query)
}

function requireNoBody(body: unknown): object {
  const isEmpty = body === undefined || JSON.stringify(body) === '{}'
  if (isEmpty) return {}
  throw refusal([{ code: 'unrecognized_keys', keys: Object.keys(Object(body)), path: [] }])
}

type Issue = {
  readonly code: string
  readonly path: readonly PropertyKey[]
  readonly message?: string
  readonly keys?: readonly string[]
}

function refusal(issues: readonly Issue[]): AppError {
  const unknown = issues.flatMap(({ code, path, keys }) =>
    code === 'unrecognized_keys' ? (keys ?? []).map((key) => [...path, key].join('.')) : [],
  )
  if (unknown.length > 0) {
    return new AppError('UNKNOWN_FIELD', {
      public: `Unknown field: ${unknown.join(', ')}.`,
      details: { fields: unknown },
    })
  }
  const problems = issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const [first] = problems
  return new AppError('INVALID_INPUT', {
    public: `Invalid input: ${first?.path === '' ? '' : `${first?.path}: `}${first?.message}.`,
    details: { problems },
  })
}

function noSuchThing(): AppError {
  return new AppError('NOT_FOUND', { public: 'There is nothing here under this id.' })
}
