import { defineStrategy } from '#core/strategies/strategy.ts'

export const buyAndHold = defineStrategy({
  name: 'buy-and-hold',
  title: 'Buy and hold',
  summary:
    'Buys at the first chance and never sells: what every other strategy is measured against.',
  parameters: {},
  warmUp: () => 0,
  start: () => {
    let hasBought = false
    return {
      onBar(_i, orders) {
        if (hasBought) return
        hasBought = true
        orders.long({ signal: 'first-bar' })
      },
      readings: () => ({}),
    }
  },
})
