import { expectTypeOf, test } from 'vitest'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as orders from '#api/orders.ts'
import type { After } from '#api/page-of.ts'
import type * as people from '#api/people.ts'
import type { ContextOf, RequestContext, VisitContext } from './request-context.ts'

test('a list’s use case gets an opened cursor and gives the key of the next page', () => {
  expectTypeOf<HandlerInput<typeof orders.listOrders>['after']>().toEqualTypeOf<After | null>()
  expectTypeOf<HandlerResult<typeof orders.listOrders>['next']>().toEqualTypeOf<After | null>()
})

test('only a public endpoint’s use case runs without a person', () => {
  expectTypeOf<ContextOf<typeof people.setUp>>().toEqualTypeOf<VisitContext>()
  expectTypeOf<ContextOf<typeof people.getMe>>().toEqualTypeOf<RequestContext>()
  expectTypeOf<ContextOf<typeof orders.listOrders>>().toEqualTypeOf<RequestContext>()
})
