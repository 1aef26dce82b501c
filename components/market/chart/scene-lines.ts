import { decimalsOf, moneyText } from '#components/ui/money-text.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { toNumber } from '#core/money/money.ts'
import type { LineDrag } from './chart-cells.ts'
import type { SceneLine } from './engine/overlay-scene.ts'
import type { OrderLine } from './order-lines.ts'
import type { PositionLine } from './position-line.ts'

export const POSITION_KEY = 'position'

/** Orders and the position as lines on the canvas; the one that is dragged lies where it was dragged to. */
export function sceneLines(input: {
  readonly orders: readonly OrderLine[]
  readonly position: PositionLine | null
  readonly drag: LineDrag | null
  readonly instrument: Instrument
  readonly mayMove: boolean
}): readonly SceneLine[] {
  const decimals = decimalsOf(input.instrument.priceTick)
  const text = (price: OrderLine['price']) =>
    moneyText(price, { decimalsMin: decimals, decimalsMax: decimals })
  const orders = input.orders.map(({ key, order, field, price, canChange }): SceneLine => {
    const at = input.drag?.key === key ? input.drag.price : price
    return {
      key,
      price: toNumber(at),
      text: text(at),
      look: order.side,
      isDashed: field === 'stopPrice',
      isFaint: !canChange || input.drag?.key === key,
      canDrag: canChange && input.mayMove,
    }
  })
  if (input.position === null) return orders
  const { average } = input.position
  const own: SceneLine = {
    key: POSITION_KEY,
    price: toNumber(average),
    text: text(average),
    look: 'position',
    isDashed: true,
    isFaint: false,
    canDrag: false,
  }
  return [own, ...orders]
}
