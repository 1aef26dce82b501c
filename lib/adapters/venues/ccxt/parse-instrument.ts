import { z } from 'zod'
import { assetIdOf, instrumentIdOf, type VenueId } from '#core/market/instrument.ts'
import { parseAmount, parsePrice, parseQuantity } from '#core/money/money.ts'
import type { ListedInstrument } from '#ports/venue.ts'

const decimal = z.string().regex(/^\d+(\.\d+)?$/)
const limit = z.object({ min: decimal.nullish(), max: decimal.nullish() }).nullish()
const marketShape = z.object({
  id: z.string().min(1),
  base: z.string().min(1),
  quote: z.string().min(1),
  active: z.boolean().nullish(),
  precision: z.object({ price: decimal, amount: decimal }),
  limits: z.object({ amount: limit, cost: limit }),
  info: z.unknown(),
})
const bandFilter = z.object({
  filterType: z.literal('PERCENT_PRICE_BY_SIDE'),
  bidMultiplierUp: z.coerce.number(),
  bidMultiplierDown: z.coerce.number(),
  askMultiplierUp: z.coerce.number(),
  askMultiplierDown: z.coerce.number(),
})
const filtersShape = z.object({ filters: z.array(z.unknown()) })

/** Where a venue names no largest quantity: far above any order, still within numeric(38,18). */
const QUANTITY_UNLIMITED = '1000000000000'
const BPS_PER_ONE = 10_000

/** Reads a spot market in ccxt's unified form; null for one whose terms we cannot represent. */
export function parseInstrument(venueId: VenueId, value: unknown): ListedInstrument | null {
  const parsed = marketShape.safeParse(value)
  if (!parsed.success) return null
  const market = parsed.data
  const parts = { venueId, base: assetIdOf(market.base), quote: assetIdOf(market.quote) }
  const { amount, cost } = market.limits
  return {
    id: instrumentIdOf(parts),
    ...parts,
    venueSymbol: market.id,
    priceTick: parsePrice(market.precision.price),
    quantityLot: parseQuantity(market.precision.amount),
    quantityMin: parseQuantity(amount?.min ?? market.precision.amount),
    quantityMax: parseQuantity(amount?.max ?? QUANTITY_UNLIMITED),
    notionalMin: parseAmount(cost?.min ?? '0'),
    notionalMax: cost?.max ? parseAmount(cost.max) : null,
    priceBandBps: bandOf(market.info),
    isTrading: market.active ?? true,
  }
}

/** Binance's PERCENT_PRICE_BY_SIDE, narrowed to the distance that is allowed on every side. */
function bandOf(info: unknown): number | null {
  const shape = filtersShape.safeParse(info)
  if (!shape.success) return null
  for (const filter of shape.data.filters) {
    const band = bandFilter.safeParse(filter)
    if (!band.success) continue
    const { bidMultiplierUp, bidMultiplierDown, askMultiplierUp, askMultiplierDown } = band.data
    const up = Math.min(bidMultiplierUp, askMultiplierUp) - 1
    const down = 1 - Math.max(bidMultiplierDown, askMultiplierDown)
    return Math.floor(Math.min(up, down) * BPS_PER_ONE)
  }
  return null
}
