import { decimalsOf, moneyText, percentText } from '#components/ui/money-text.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { formatDecimal, type Price } from '#core/money/money.ts'
import type { LineEffect, OrderLine } from './order-lines.ts'

const RESULT_DECIMALS = 2

/** A price to its tick. */
export function priceText(price: Price, { priceTick }: Instrument): string {
  const decimals = decimalsOf(priceTick)
  return moneyText(price, { decimalsMin: decimals, decimalsMax: decimals })
}

/** 'Buy 0.05 limit', 'Sell 0.2 stop': what waits at the line. */
export function lineName({ order, field, remaining }: OrderLine): string {
  const side = order.side === 'buy' ? 'Buy' : 'Sell'
  const size = remaining === null ? '' : ` ${formatDecimal(remaining)}`
  return `${side}${size} ${field === 'stopPrice' ? 'stop' : 'limit'}`
}

/** What a moved order would mean, part by part: its move, its distance from the last price, its result. */
export function effectTexts(
  effect: LineEffect,
  { line, price, instrument }: { line: OrderLine; price: Price; instrument: Instrument },
): readonly { readonly label: string; readonly text: string }[] {
  const decimals = decimalsOf(instrument.priceTick)
  const signed = { decimalsMin: decimals, decimalsMax: decimals, isSigned: true }
  const move = `${moneyText(effect.change, signed)} (${percentText(effect.change, line.price)})`
  const parts = [{ label: 'Move', text: move }]
  if (effect.fromLast !== null) {
    const last = price - effect.fromLast
    const away = `${moneyText(effect.fromLast, signed)} (${percentText(effect.fromLast, last)})`
    parts.push({ label: 'From last price', text: away })
  }
  if (effect.realizes !== null) {
    const result = moneyText(effect.realizes, {
      decimalsMin: RESULT_DECIMALS,
      decimalsMax: RESULT_DECIMALS,
      isSigned: true,
    })
    parts.push({ label: 'P&L if filled there', text: `${result} ${instrument.quote}` })
  }
  return parts
}
