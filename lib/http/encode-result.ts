import * as z from 'zod'
import type { Endpoint } from '#api/endpoint.ts'
import { type After, PAGE_LIMIT_DEFAULT } from '#api/page-of.ts'
import { openCursor, signCursor } from './cursor.ts'

type Fields = Readonly<Record<string, unknown>>

/** What the use case of a list gets in place of a cursor: the key where the page before ended. */
export function handlerInput(endpoint: Endpoint, input: Fields, cursorKey: string): Fields {
  if (!endpoint.isPaged) return input
  const { cursor, limit, ...filters } = input
  const scope = { endpoint: endpoint.name, filters: filtersOf(endpoint, filters) }
  return {
    ...filters,
    limit: limit ?? PAGE_LIMIT_DEFAULT,
    after: typeof cursor === 'string' ? openCursor(cursor, scope, cursorKey) : null,
  }
}

/** The result as the endpoint promises it, with the key of a list's next page signed. */
export function callResult(
  endpoint: Endpoint,
  input: Fields,
  result: unknown,
  cursorKey: string,
): unknown {
  if (!endpoint.isPaged) return result
  const { cursor: _cursor, limit: _limit, ...filters } = input
  const { items, next } = result as { readonly items: unknown; readonly next: After | null }
  const scope = { endpoint: endpoint.name, filters: filtersOf(endpoint, filters) }
  return { items, nextCursor: next === null ? null : signCursor(next, scope, cursorKey) }
}

/** The result as JSON text on the wire. What the codec does not name does not leave the house. */
export function encodeResult(endpoint: Endpoint, result: unknown): string {
  return JSON.stringify(z.encode(endpoint.result, result))
}

/** The same text for the same filter. */
function filtersOf(endpoint: Endpoint, filters: Fields): string {
  const named = Object.keys(endpoint.query.shape)
    .filter((name) => filters[name] !== undefined)
    .sort()
  const query = Object.fromEntries(named.map((name) => [name, filters[name]]))
  return JSON.stringify(endpoint.query.encode(query))
}
