import type { FillView } from '#api/codecs/fill.ts'
import type { OrderView } from '#api/codecs/order.ts'
import type { ReceiptHistory, ReceiptLine, ReceiptView, VenueWord } from '#api/codecs/receipt.ts'
import type { OrderFigure, ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import { type Amount, add, asAmount, zeroAmount } from '#core/money/money.ts'
import { denialNumbers } from '#core/risk/denial-numbers.ts'
import { readFillEvidence } from '#store/read-evidence.ts'
import { readFillsOfOrder, readOrderEvidence } from '#store/read-order-evidence.ts'
import { readOrder } from '#store/read-orders.ts'
import { readBookOwner } from '#store/read-receipt-names.ts'
import type { Tx } from '#store/transaction.ts'
import type { Moment } from '#usecases/as-of/moment.ts'
import { notFound } from '#usecases/require-visible.ts'
import {
  buildReceipt,
  HISTORY_LINES_MAX,
  historyTerms,
  minus,
  over,
  plus,
  type ReceiptDraft,
} from './build-receipt.ts'
import { fillLines } from './fill-lines.ts'

type Subject = Extract<ReceiptSubject, { kind: OrderFigure }>
type Part = Omit<ReceiptDraft, 'subject' | 'about'>

/** The receipt of a number of an order, or of why it was refused. NOT_FOUND for what the caller may not see. */
export async function orderReceipt(tx: Tx, moment: Moment, subject: Subject): Promise<ReceiptView> {
  const { orderId } = subject
  const order = await readOrder(tx, orderId)
  const owner = order === null ? null : await readBookOwner(tx, order.bookId)
  if (order === null || owner === null) throw notFound()
  const venue = await readOrderEvidence(tx, orderId)
  const about = `${order.side} ${order.instrumentId} · ${owner.text}`
  if (subject.kind === 'order.refusal') {
    return buildReceipt(moment, { subject, about, ...refusalOf(order, venue) })
  }
  const fills = await readFillsOfOrder(tx, { orderId, at: moment.isNow ? null : moment.at })
  const shown = fills.slice(-HISTORY_LINES_MAX)
  const evidence = await readFillEvidence(tx, {
    accountId: order.accountId,
    fillIds: shown.map(({ id }) => id),
  })
  const historyOf: HistoryOf = (words, of) => {
    const moving = runningOf(fills, of)
    const [first] = moving.slice(-HISTORY_LINES_MAX)
    const count = fills.length - shown.length
    const earlier = moving[count - 1]?.running
    return {
      ...words,
      earlier:
        first === undefined || earlier === undefined
          ? null
          : { count, sum: earlier, before: String(count) },
      lines: [
        ...fillLines(moving.slice(-HISTORY_LINES_MAX), evidence),
        ...orderLine(order, { venue, running: moving.at(-1)?.running ?? zeroAmount }),
      ],
    }
  }
  return buildReceipt(moment, { subject, about, ...figureOf(subject, { fills, historyOf }) })
}

type HistoryOf = (
  words: Pick<ReceiptHistory, 'title' | 'unit'>,
  of: (fill: FillView) => Amount,
) => ReceiptHistory

const quantityOf = (fill: FillView) => asAmount(fill.quantity)
const quoteOf = (fill: FillView) => fill.quoteQuantity
const feeOf = (fill: FillView) => fill.feeAmount

function figureOf(
  subject: Subject,
  { fills, historyOf }: { readonly fills: readonly FillView[]; readonly historyOf: HistoryOf },
): Part {
  const [first] = fills
  const { base, quote } = first === undefined ? NO_PAIR : parseInstrumentId(first.instrumentId)
  const quantity = historyOf({ title: 'Fills', unit: base }, quantityOf)
  if (subject.kind === 'order.filled') {
    return { title: 'Filled', unit: base, terms: sumOver(quantity), history: quantity }
  }
  if (subject.kind === 'order.averagePrice') {
    const spent = historyOf({ title: 'Quote, fill by fill', unit: quote }, quoteOf)
    const filled = { ...subject, kind: 'order.filled' as const }
    const terms = [
      plus({ label: 'quote of its fills', value: sumOf(fills, quoteOf), unit: quote }),
      over({ label: 'filled', value: sumOf(fills, quantityOf), unit: base, source: filled }),
    ]
    return {
      title: 'Average price',
      unit: quote,
      terms,
      unknownReason: 'NOT_FILLED',
      history: spent,
    }
  }
  return feesOf(fills, historyOf)
}

const NO_PAIR = { base: '', quote: '' }

/** Fees in several assets have no sum: each is told. */
function feesOf(fills: readonly FillView[], historyOf: HistoryOf): Part {
  const byAsset = Map.groupBy(fills, ({ feeAsset }) => feeAsset)
  const [asset = ''] = byAsset.keys()
  const history = historyOf({ title: 'Fees, fill by fill', unit: asset }, feeOf)
  if (byAsset.size <= 1) return { title: 'Fees', unit: asset, terms: sumOver(history), history }
  const terms = [...byAsset].map(([unit, own]) =>
    plus({ label: unit, value: sumOf(own, feeOf), unit }),
  )
  const unknown = plus({ label: 'in one asset', value: null, unit: asset })
  return {
    title: 'Fees',
    unit: asset,
    terms: [...terms, unknown],
    unknownReason: 'SEVERAL_ASSETS',
    history: null,
  }
}

/** The order's own line moves nothing. */
function sumOver(history: ReceiptHistory) {
  return historyTerms(
    { ...history, lines: history.lines.filter(({ kind }) => kind === 'fill') },
    'fill',
  )
}

function sumOf(fills: readonly FillView[], of: (fill: FillView) => Amount): Amount {
  return fills.reduce((sum, fill) => add(sum, of(fill)), zeroAmount)
}

function runningOf(fills: readonly FillView[], of: (fill: FillView) => Amount) {
  let running = zeroAmount
  return fills.map((fill) => {
    running = add(running, of(fill))
    return { fill, change: of(fill), running }
  })
}

/** What the venue last said of the order itself. */
function orderLine(
  order: OrderView,
  { venue, running }: { readonly venue: VenueWord | null; readonly running: Amount },
): ReceiptLine[] {
  if (venue === null) return []
  return [
    {
      id: order.id,
      kind: 'order',
      label: `Order ${order.state}`,
      at: order.createdAt,
      recordedAt: order.updatedAt,
      change: zeroAmount,
      running,
      source: null,
      postings: [],
      venue,
    },
  ]
}

/** Our refusal quotes value, limit and distance; a venue's is in its own words. */
function refusalOf(order: OrderView, venue: VenueWord | null): Part {
  const { base, quote } = parseInstrumentId(order.instrumentId)
  const { difference, values } = denialNumbers(order.reasonDetail ?? '')
  const isQuantity = order.reason?.startsWith('QUANTITY') === true
  const unit = difference?.unit ?? (isQuantity ? base : quote)
  const told = values.map(([key, value]) => `${key} ${value}`)
  const words = values.length === 0 && order.reasonDetail !== null ? [order.reasonDetail] : told
  return {
    title: `${order.state}: ${order.reason ?? 'no reason is known'}`,
    unit,
    terms:
      difference === null
        ? [plus({ label: order.reason ?? 'reason', value: null, unit })]
        : [
            plus({ label: difference.larger.name, value: difference.larger.value, unit }),
            minus({ label: difference.smaller.name, value: difference.smaller.value, unit }),
          ],
    unknownReason: order.reason ?? 'UNKNOWN',
    notes: words,
    history: {
      title: 'What is known of it',
      unit,
      earlier: null,
      lines: orderLine(order, { venue, running: zeroAmount }),
    },
  }
}
