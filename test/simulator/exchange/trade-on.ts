import { quantityOf, subtract } from '#core/money/money.ts'
import type { VenueFill, VenueNewOrder } from '#ports/venue.ts'
import type { World } from '../kernel/world.ts'
import { type ExchangeOrder, latestOf, type SimExchange } from './sim-exchange.ts'

type Trading = { readonly world: World; readonly exchange: SimExchange }

const HUNDREDTHS = 100n
/** An order that rests is filled in parts within so long, or rests on. */
const RESTS_MS = 20_000

/**
 * What the market does with a new order: fills part of it or all at once (told in `fills`), in parts over time, or
 * not at all. IOC ends what is not filled at once.
 */
export function tradeOn(
  trading: Trading,
  placed: ExchangeOrder,
  {
    timeInForce,
    fills,
  }: { readonly timeInForce: VenueNewOrder['timeInForce']; readonly fills: VenueFill[] },
): void {
  const { dice } = trading.world
  const isImmediate = timeInForce !== 'GTC'
  if (isImmediate || dice.happens(0.3)) {
    const fill = fillPart(trading, placed)
    if (fill !== null) fills.push(fill)
  }
  if (isImmediate) trading.exchange.close(placed, 'EXPIRED')
  else if (dice.happens(0.8)) fillLater(trading, placed)
}

function fillLater(trading: Trading, placed: ExchangeOrder): void {
  const { world } = trading
  const parts = world.dice.pick([1, 2, 3])
  for (let part = 0; part < parts; part++) {
    const delayMs = world.dice.happens(0.5)
      ? world.dice.between(0, 50)
      : world.dice.between(50, RESTS_MS)
    world.after(delayMs, () => fillPart(trading, placed))
  }
}

function fillPart({ world, exchange }: Trading, placed: ExchangeOrder): VenueFill | null {
  const { quantity, filledQuantity } = latestOf(placed)
  const left = subtract(quantity, filledQuantity)
  const share = world.dice.happens(0.4) ? HUNDREDTHS : BigInt(Math.ceil(world.dice.between(1, 99)))
  const wanted = quantityOf((left * share) / HUNDREDTHS)
  if (wanted <= 0n) return null
  const fill = exchange.fill(placed, wanted)
  if (fill !== null) {
    world.note(`trade ${fill.instrumentId} ${fill.venueTradeId} of ${fill.venueOrderId}`)
  }
  return fill
}
