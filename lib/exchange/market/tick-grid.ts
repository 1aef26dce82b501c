import type { AgentSymbol } from './agent-port.ts'

/** How an instrument counts: prices in whole ticks, quantities in whole lots, both written as decimals. */
export type TickGrid = {
  readonly tick: number
  readonly lot: number
  /** The nearest price on the grid, at least one tick. */
  toTicks(price: number): number
  /** The nearest quantity on the grid, at least one lot. */
  toLots(quantity: number): number
  priceText(ticks: number): string
  quantityText(lots: number): string
  /** Exact product of a price and a quantity. */
  notionalText(ticks: number, lots: number): string
}

/** Throws when a step is not a positive decimal: the exchange's own instrument table would be wrong. */
export function createTickGrid(symbol: AgentSymbol): TickGrid {
  const tick = parseStep(symbol.tickSize)
  const lot = parseStep(symbol.lotSize)
  const notionalScale = tick.scale + lot.scale
  const notionalUnits = BigInt(tick.units) * BigInt(lot.units)
  return {
    tick: tick.units / 10 ** tick.scale,
    lot: lot.units / 10 ** lot.scale,
    toTicks: (price) => Math.max(1, Math.round((price * 10 ** tick.scale) / tick.units)),
    toLots: (quantity) => Math.max(1, Math.round((quantity * 10 ** lot.scale) / lot.units)),
    priceText: (ticks) => decimalText(String(ticks * tick.units), tick.scale),
    quantityText: (lots) => decimalText(String(lots * lot.units), lot.scale),
    notionalText: (ticks, lots) =>
      decimalText(String(BigInt(ticks) * BigInt(lots) * notionalUnits), notionalScale),
  }
}

type Step = { readonly units: number; readonly scale: number }

function parseStep(text: string): Step {
  const match = /^(\d+)(?:\.(\d+?)0*)?$/.exec(text)
  const whole = match?.[1]
  if (whole === undefined) throw new RangeError(`a step must be a decimal, found "${text}"`)
  const fraction = match?.[2] === '0' ? '' : (match?.[2] ?? '')
  const units = Number(whole + fraction)
  if (units === 0 || !Number.isSafeInteger(units)) {
    throw new RangeError(`a step must be positive, found "${text}"`)
  }
  return { units, scale: fraction.length }
}

function decimalText(digits: string, scale: number): string {
  if (scale === 0) return digits
  const padded = digits.padStart(scale + 1, '0')
  const point = padded.length - scale
  return `${padded.slice(0, point)}.${padded.slice(point)}`
}
