import { ordersQuery } from '#browser/queries/orders.ts'
import { type ScopeChoice, scopeInput } from '#browser/scope.ts'

const OPEN_ORDERS_MAX = 200

/** What protects the scope's positions is read from its open orders, as they stand. */
export const openOrdersOf = (scope: ScopeChoice) =>
  ordersQuery({ ...scopeInput(scope), state: 'open', limit: OPEN_ORDERS_MAX })
