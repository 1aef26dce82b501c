import type { Orders } from '#core/strategies/orders.ts'
import { defineStrategy, type Strategy } from '#core/strategies/strategy.ts'

/** A strategy that asks for what a test says at the close of the bars it names. */
export function scripted(acts: Readonly<Record<number, (orders: Orders) => void>>): Strategy {
  return defineStrategy({
    name: 'scripted',
    title: 'Scripted',
    summary: 'Does what a test says.',
    parameters: {},
    warmUp: () => 0,
    start: () => ({
      onBar: (i, orders) => acts[i]?.(orders),
      readings: () => ({}),
    }),
  })
}
