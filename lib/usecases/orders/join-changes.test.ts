import { expect, test } from 'vitest'
import type { AccountChanges, OrderRecord, PositionRecord } from '#ports/order-path-store.ts'
import { at } from '#test/builders.ts'
import { joinChanges } from './join-changes.ts'

const BASE = {
  account: { organizationId: 'o', clientId: 'c', accountId: 'a' },
  at: at(1),
} as const

const order = (id: string, state: string) => ({ id, state }) as OrderRecord
const position = (cycle: number) =>
  ({ bookId: 'b', instrumentId: 'sim:BTC-USDT', cycle }) as PositionRecord

test('of what changed twice the last state is written, and an order made in between stays new', () => {
  const joined = joinChanges([
    { ...BASE, newOrders: [order('1', 'WORKING')], positions: [position(1)] },
    { ...BASE, orders: [order('1', 'FILLED'), order('2', 'WORKING')], positions: [position(2)] },
    { ...BASE, orders: [order('2', 'CANCELED')] },
  ])
  expect(joined.newOrders).toEqual([order('1', 'FILLED')])
  expect(joined.orders).toEqual([order('2', 'CANCELED')])
  expect(joined.positions).toEqual([position(2)])
})

test('of an order its last news is told, and what was said already is not said again', () => {
  const event = (type: 'order' | 'balance' | 'fill', data: Record<string, unknown>) => ({
    type,
    data,
  })
  const changes: AccountChanges[] = [
    { ...BASE, events: [event('order', { id: '1', state: 'WORKING' })] },
    { ...BASE, events: [event('fill', { id: 'f' }), event('balance', { bookId: 'b' })] },
    {
      ...BASE,
      events: [event('order', { id: '1', state: 'FILLED' }), event('balance', { bookId: 'b' })],
    },
  ]
  expect(joinChanges(changes).events).toEqual([
    event('fill', { id: 'f' }),
    event('order', { id: '1', state: 'FILLED' }),
    event('balance', { bookId: 'b' }),
  ])
})
