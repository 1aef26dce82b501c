import type { Owner } from '#browser/use-owners.ts'
import { moneyText } from '#components/ui/money-text.ts'
import type { Instrument } from '#core/market/instrument.ts'
import type { OrderTerms } from '#core/orders/order.ts'

/** What pressing the button does, in words: "Buy 0.05 BTC". */
export function actText(terms: OrderTerms, { base, quote }: Instrument): string {
  const side = terms.side === 'buy' ? 'Buy' : 'Sell'
  if (terms.quantity !== null) return `${side} ${moneyText(terms.quantity)} ${base}`
  const amount = terms.quoteAmount === null ? '' : moneyText(terms.quoteAmount)
  return `${side} ${base} for ${amount} ${quote}`
}

/** The act with whose money it moves: "Buy 0.05 BTC · Lynk · paper". Live has no word. */
export function ownedActText(terms: OrderTerms, instrument: Instrument, owner: Owner): string {
  const { mode } = owner.account
  const words = [actText(terms, instrument), owner.clientName]
  return (mode === 'live' ? words : [...words, mode]).join(' · ')
}
