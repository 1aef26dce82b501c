import type { CallInput, CallResult, Endpoint } from '#api/endpoint.ts'
import { permits } from '#core/access/permissions.ts'
import { assert } from '#core/assert.ts'
import { webHouse } from '#runtime/web-context.ts'
import { callResult, handlerInput } from './encode-result.ts'
import type { RequestContext } from './request-context.ts'
import type { Route } from './route.ts'

/**
 * What the browser would get from an endpoint, as domain values and without asking ourselves over HTTP: a page
 * fills the query cache with it.
 *
 *     await queryClient.prefetchQuery({ ...ordersQuery(input), queryFn: () => load(ctx, [api.listOrders, listOrders], input) })
 */
export async function load<E extends Endpoint>(
  ctx: RequestContext,
  [endpoint, handler]: Route<E>,
  input: CallInput<E>,
): Promise<CallResult<E>> {
  const { permission } = endpoint
  assert(
    endpoint.method === 'GET' && permission !== 'public' && permits(ctx.actor.role, permission),
    `a page reads what its visitor may: ${endpoint.name}`,
  )
  const { CURSOR_KEY } = webHouse().env
  // One object by its type; a page of a list has its cursor opened first.
  const fields = input as Readonly<Record<string, unknown>>
  const handled = handlerInput(endpoint, fields, CURSOR_KEY)
  const result = await handler(ctx as never, handled as never)
  return callResult(endpoint, fields, result, CURSOR_KEY) as CallResult<E>
}
