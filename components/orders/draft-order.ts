import type { TicketForm } from '#browser/stores/ticket.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { QuantizeError, toLotQuantity, toTickPrice } from '#core/market/quantize.ts'
import { DecimalError } from '#core/money/decimal-error.ts'
import {
  type Amount,
  formatDecimal,
  isEqual,
  notional,
  ofBps,
  type Price,
  parseAmount,
  parsePrice,
  parseQuantity,
  type Quantity,
  quantityFor,
} from '#core/money/money.ts'
import type { OrderTerms } from '#core/orders/order.ts'
import { checkOrder } from '#core/risk/check-order.ts'
import type { Denial } from '#core/risk/denial.ts'
import { unreachable } from '#core/unreachable.ts'
import { HOLD_BUFFERS, TAKER_FEE_BPS } from './assumptions.ts'

/** What the ticket knows of the market and the account when it computes. */
export type TicketMarket = {
  readonly instrument: Instrument
  readonly bid: Price | null
  readonly ask: Price | null
  readonly mark: Price | null
  readonly isMarkStale: boolean
  /** null until it is known whose money it is and how much there is. */
  readonly available: { readonly base: Amount; readonly quote: Amount } | null
  readonly positionQuantity: Quantity
  /** null while there is no position. */
  readonly positionAverage: Price | null
  readonly tradingState: 'ACTIVE' | 'REDUCING' | 'HALTED'
}

type TypedField = 'size' | 'limitPrice' | 'stopPrice'

/** A change that the venue's steps made to what was typed. */
export type Rounding = { readonly what: string; readonly typed: string; readonly used: string }

export type Draft = {
  /** What to send; null until everything needed is typed and makes sense. */
  readonly terms: OrderTerms | null
  readonly problems: Partial<Readonly<Record<TypedField, string>>>
  readonly roundings: readonly Rounding[]
  /** The quote asset paid by a buy or received by a sell, before the fee. */
  readonly worth: Amount | null
  /** An estimate, in the quote asset: the fill tells the real one. */
  readonly fee: Amount | null
  /** Why it would be refused as things stand. */
  readonly denial: Denial | null
}

/** Computes what a ticket would send, what it would cost and why it would be refused. Pure. */
export function draftOrder(form: TicketForm, market: TicketMarket): Draft {
  const limit =
    form.type === 'market' ? NOTHING : readPrice(form.limitPrice, 'Limit price', form, market)
  const stop =
    form.type === 'stopLimit' ? readPrice(form.stopPrice, 'Stop price', form, market) : NOTHING
  const price = limit.value ?? (form.type === 'market' ? touchOf(form, market) : null)
  const size = readSize(form, market, price)
  const roundings = [limit, stop, size].flatMap(({ rounding }) => rounding ?? [])
  const problems = problemsOf({ limitPrice: limit, stopPrice: stop, size })
  const terms = termsOf(form, { limit, stop, size })
  if (terms === null) return { ...NOTHING_DRAFTED, problems, roundings }
  try {
    return { problems, roundings, ...assess(terms, price, market) }
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error
    return { ...NOTHING_DRAFTED, problems: { ...problems, size: problemOf(error) }, roundings }
  }
}

const NOTHING_DRAFTED = { terms: null, worth: null, fee: null, denial: null }

function assess(terms: OrderTerms, price: Price | null, market: TicketMarket) {
  const worth = worthOf(terms, price)
  return {
    terms,
    worth,
    fee: worth === null ? null : ofBps(worth, TAKER_FEE_BPS, 'up'),
    denial: denialOf(terms, market),
  }
}

/** What was typed, read. Nothing typed is neither a value nor a problem. */
type Read<Value> = {
  readonly value: Value | null
  readonly problem?: string
  readonly rounding?: Rounding | null
}
type Size = Read<{ readonly quantity: Quantity | null; readonly quoteAmount: Amount | null }>

const NOTHING: Read<never> = { value: null }

function readPrice(
  text: string,
  what: string,
  { side }: TicketForm,
  { instrument }: TicketMarket,
): Read<Price> {
  return read(text, (typed) => {
    // Toward the person: never pay more, never take less than was typed.
    const value = toTickPrice(typed, instrument, side === 'buy' ? 'down' : 'up')
    return { value, rounding: roundingOf(what, parsePrice(typed), value) }
  })
}

/** `$100` is quote money, whatever unit is chosen. */
const MONEY_SIGN = '$'

export function isQuoteSize({ size, sizeUnit }: Pick<TicketForm, 'size' | 'sizeUnit'>): boolean {
  return sizeUnit === 'quote' || size.trim().startsWith(MONEY_SIGN)
}

function readSize(form: TicketForm, market: TicketMarket, price: Price | null): Size {
  return read(form.size.trim().replace(MONEY_SIGN, ''), (typed): Size => {
    if (!isQuoteSize(form)) {
      const quantity = toLotQuantity(typed, market.instrument, 'down')
      return {
        value: { quantity, quoteAmount: null },
        rounding: roundingOf('Quantity', parseQuantity(typed), quantity),
      }
    }
    const quoteAmount = parseAmount(typed)
    if (form.type === 'market' && form.side === 'buy') {
      return { value: { quantity: null, quoteAmount } }
    }
    if (price === null) return NOTHING
    const exact = quantityFor(quoteAmount, price, 'down')
    const quantity = toLotQuantity(formatDecimal(exact), market.instrument, 'down')
    return { value: { quantity, quoteAmount: null }, rounding: null }
  })
}

function read<Value>(text: string, parse: (typed: string) => Read<Value>): Read<Value> {
  const typed = text.trim().replaceAll(',', '')
  if (typed === '') return NOTHING
  try {
    return parse(typed)
  } catch (error) {
    if (error instanceof QuantizeError || error instanceof DecimalError) {
      return { value: null, problem: problemOf(error) }
    }
    throw error
  }
}

function problemOf({ code }: QuantizeError | DecimalError): string {
  switch (code) {
    case 'DECIMAL_MALFORMED':
      return 'Expected digits, such as 0.25'
    case 'DECIMAL_UNSUPPORTED':
      return 'More digits than can be kept'
    case 'NOT_POSITIVE':
      return 'Zero after rounding to the venue’s steps'
    case 'NOT_FINITE':
    case 'OUT_OF_BAND':
      return 'Outside what the venue takes'
    default:
      return unreachable(code)
  }
}

function roundingOf<Value extends Price | Quantity>(
  what: string,
  typed: Value,
  used: NoInfer<Value>,
): Rounding | null {
  if (isEqual<Price | Quantity>(typed, used)) return null
  return { what, typed: formatDecimal(typed), used: formatDecimal(used) }
}

/** Where a market order would begin to fill. */
function touchOf({ side }: TicketForm, { bid, ask, mark }: TicketMarket): Price | null {
  return (side === 'buy' ? ask : bid) ?? mark
}

function termsOf(
  form: TicketForm,
  {
    limit,
    stop,
    size,
  }: { readonly limit: Read<Price>; readonly stop: Read<Price>; readonly size: Size },
): OrderTerms | null {
  if (size.value === null) return null
  if (form.type !== 'market' && limit.value === null) return null
  if (form.type === 'stopLimit' && stop.value === null) return null
  return {
    ...size.value,
    side: form.side,
    type: form.type,
    limitPrice: limit.value,
    stopPrice: stop.value,
    timeInForce: form.type === 'limit' && !form.isPostOnly ? form.timeInForce : 'GTC',
    postOnly: form.type === 'limit' && form.isPostOnly,
    reduceOnly: form.isReduceOnly,
  }
}

function problemsOf(reads: Readonly<Record<TypedField, Read<unknown>>>): Draft['problems'] {
  const found = Object.entries(reads).flatMap(([field, { problem }]) =>
    problem === undefined ? [] : [[field, problem]],
  )
  return Object.fromEntries(found)
}

function worthOf(terms: OrderTerms, price: Price | null): Amount | null {
  if (terms.quoteAmount !== null) return terms.quoteAmount
  if (terms.quantity === null || price === null) return null
  return notional(price, terms.quantity, terms.side === 'buy' ? 'up' : 'down')
}

function denialOf(order: OrderTerms, market: TicketMarket): Denial | null {
  if (market.available === null) return null
  const decision = checkOrder({
    ...market,
    order,
    availableBase: market.available.base,
    availableQuote: market.available.quote,
    limits: { notionalMax: null },
    buffers: HOLD_BUFFERS,
  })
  return decision.kind === 'denied' ? decision : null
}
