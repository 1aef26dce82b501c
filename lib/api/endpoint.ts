import * as z from 'zod'
import { type After, cursorField, limitField, pageOf } from '#api/page-of.ts'
import type { Permission } from '#core/access/permissions.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH'

/** How often one caller may ask; the numbers are in lib/http/limits.ts. */
export type LimitClass =
  | 'read'
  | 'order'
  | 'cancel'
  | 'write'
  | 'preference'
  | 'ticket'
  | 'credential'
  | 'public'

/** What caches may do with an answer; the headers are in lib/http/cache-control.ts. */
export type CachePolicy = 'none' | 'quote' | 'candles' | 'reference' | 'document'

type Shape = z.core.$ZodLooseShape
type NoFields = Record<never, never>

/**
 * One operation of the trade API, defined once and read three times: by the route handler, by the browser's
 * call and by the OpenAPI document. Its schemas decode the wire's JSON to domain values and encode them back.
 */
export type Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends z.ZodType | null = z.ZodType | null,
  Result extends z.ZodType = z.ZodType,
  IsPaged extends boolean = boolean,
  Access extends Permission | 'public' = Permission | 'public',
> = {
  readonly name: string
  readonly method: Method
  /** With parameters as `{name}`: `/api/v1/orders/{orderId}`. */
  readonly path: `/api/${string}`
  /** What the caller must be allowed; `public` needs no session. */
  readonly permission: Access
  readonly limit: LimitClass
  /** The caller must send an Idempotency-Key, and the same key with the same body gets the same answer. */
  readonly idempotent: boolean
  readonly summary: string
  readonly params: z.ZodObject<Params, z.core.$strict>
  readonly query: z.ZodObject<Query, z.core.$strict>
  readonly body: Body
  readonly result: Result
  readonly status: 200 | 201
  readonly cache: CachePolicy
  readonly bodyBytesMax: number
  readonly isPaged: IsPaged
}

export const BODY_BYTES_MAX = 1024 * 1024
export const ORDER_BODY_BYTES_MAX = 64 * 1024

type Described<Access> = {
  readonly name: string
  readonly path: `/api/${string}`
  readonly permission: Access
  readonly summary: string
}

type Options<Params extends Shape, Query extends Shape, Access> = Described<Access> & {
  readonly limit?: LimitClass
  readonly params?: Params
  readonly query?: Query
  readonly cache?: CachePolicy
}

type SingleOptions<
  Params extends Shape,
  Query extends Shape,
  Body extends z.ZodType | null,
  Result extends z.ZodType,
  Access,
> = Options<Params, Query, Access> & {
  readonly method: Method
  readonly idempotent?: boolean
  readonly body?: Body
  readonly result: Result
  readonly status?: 200 | 201
  readonly bodyBytesMax?: number
}

/** Defines an operation that answers with one thing. Unknown fields are refused everywhere. */
export function endpoint<
  Result extends z.ZodType,
  const Access extends Permission | 'public',
  Params extends Shape = NoFields,
  Query extends Shape = NoFields,
  Body extends z.ZodType | null = null,
>(
  options: SingleOptions<Params, Query, Body, Result, Access>,
): Endpoint<Params, Query, Body, Result, false, Access> {
  return {
    ...described(options),
    method: options.method,
    limit: options.limit ?? (options.method === 'GET' ? 'read' : 'write'),
    idempotent: options.idempotent ?? false,
    // Absent means null, which is the type's default.
    body: (options.body ?? null) as Body,
    result: options.result,
    status: options.status ?? 200,
    bodyBytesMax: options.bodyBytesMax ?? BODY_BYTES_MAX,
    isPaged: false,
  }
}

type ListOptions<Params extends Shape, Query extends Shape, Item extends z.ZodType> = Options<
  Params,
  Query,
  Permission
> & { readonly item: Item }

type PagedQuery<Query extends Shape> = Query & {
  cursor: typeof cursorField
  limit: typeof limitField
}

/** Defines an operation that answers with a page of a list: `{items, nextCursor}`. */
export function listEndpoint<
  Item extends z.ZodType,
  Params extends Shape = NoFields,
  Query extends Shape = NoFields,
>(
  options: ListOptions<Params, Query, Item>,
): Endpoint<Params, PagedQuery<Query>, null, ReturnType<typeof pageOf<Item>>, true, Permission> {
  // A spread keeps every key of the caller's shape, which the compiler cannot see for a generic one.
  const query = { ...options.query, cursor: cursorField, limit: limitField } as PagedQuery<Query>
  return {
    ...described({ ...options, query }),
    method: 'GET',
    limit: options.limit ?? 'read',
    idempotent: false,
    body: null,
    result: pageOf(options.item),
    status: 200,
    bodyBytesMax: BODY_BYTES_MAX,
    isPaged: true,
  }
}

function described<Params extends Shape, Query extends Shape, Access>(
  options: Options<Params, Query, Access>,
) {
  return {
    name: options.name,
    path: options.path,
    permission: options.permission,
    summary: options.summary,
    params: z.strictObject((options.params ?? {}) as Params),
    query: z.strictObject((options.query ?? {}) as Query),
    cache: options.cache ?? ('none' as const),
  }
}

type BodyOf<E extends Endpoint> = E['body'] extends z.ZodType ? z.output<E['body']> : unknown
/** The output of an object without fields says that every field is never; it should say nothing. */
type FieldsOf<Schema extends z.ZodType> = string extends keyof z.output<Schema>
  ? unknown
  : z.output<Schema>
type PlainInput<E extends Endpoint> = FieldsOf<E['query']> & BodyOf<E> & FieldsOf<E['params']>

/** What a caller hands over, as domain values: query, body and path parameters in one object. */
export type CallInput<E extends Endpoint> = PlainInput<E>

/** What a caller gets, as domain values. */
export type CallResult<E extends Endpoint> = z.output<E['result']>

/** What the use case of an endpoint gets: the cursor of a list is already checked and opened. */
export type HandlerInput<E extends Endpoint> = E['isPaged'] extends true
  ? Omit<PlainInput<E>, 'cursor' | 'limit'> & PageInput
  : PlainInput<E>

/** What the use case of an endpoint gives: the key of a list's next page is signed afterwards. */
export type HandlerResult<E extends Endpoint> = E['isPaged'] extends true
  ? CallResult<E> extends { readonly items: infer Items }
    ? { readonly items: Items; readonly next: After | null }
    : never
  : CallResult<E>

export type PageInput = { readonly after: After | null; readonly limit: number }
