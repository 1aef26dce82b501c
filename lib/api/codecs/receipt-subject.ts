import type * as z from 'zod'
import {
  type AssetId,
  assetIdOf,
  type InstrumentId,
  instrumentIdOf,
  parseInstrumentId,
} from '#core/market/instrument.ts'
import { fromWireId, type IdKind, toWireId } from './id.ts'
import { textCodec } from './text-codec.ts'

export const POSITION_FIGURES = [
  'position.quantity',
  'position.cost',
  'position.averagePrice',
  'position.realizedPnl',
  'position.unrealizedPnl',
  'position.fees',
  'position.value',
] as const
export const BALANCE_FIGURES = [
  'balance.total',
  'balance.available',
  'balance.held',
  'balance.value',
] as const
export const ORDER_FIGURES = [
  'order.filled',
  'order.averagePrice',
  'order.fee',
  'order.refusal',
] as const
export const OVERVIEW_FIGURES = [
  'overview.equity',
  'overview.realizedPnl',
  'overview.unrealizedPnl',
] as const

export type PositionFigure = (typeof POSITION_FIGURES)[number]
export type BalanceFigure = (typeof BALANCE_FIGURES)[number]
export type OrderFigure = (typeof ORDER_FIGURES)[number]
export type OverviewFigure = (typeof OVERVIEW_FIGURES)[number]

/** A level of the overview: each one's totals are the sums of the level below. */
export type OverviewScope =
  | { readonly level: 'firm' }
  | { readonly level: 'client'; readonly clientId: string }
  | { readonly level: 'account'; readonly accountId: string }

/** The number that a receipt is asked for. */
export type ReceiptSubject =
  | {
      readonly kind: PositionFigure
      readonly bookId: string
      readonly instrumentId: InstrumentId
    }
  | { readonly kind: BalanceFigure; readonly accountId: string; readonly asset: AssetId }
  | { readonly kind: OrderFigure; readonly orderId: string }
  | { readonly kind: 'fill'; readonly fillId: string }
  | { readonly kind: OverviewFigure; readonly scope: OverviewScope }
  /** What one ledger transaction did to what a book owns of an asset: a line of a client's statement. */
  | {
      readonly kind: 'statement.line'
      readonly transactionId: string
      readonly bookId: string
      readonly asset: AssetId
    }

const SUBJECT_LENGTH_MAX = 300
/** Between the kind and its ids: in none of them, and kept as it is in an address. */
const SEPARATOR = '~'
const FIRM = 'firm'

/**
 * A subject as one text, the same in the API's query and in a page's address:
 * `position.quantity~book_...~sim:BTC-USDT`, `overview.equity~firm`.
 */
export const receiptSubject = textCodec<ReceiptSubject>({
  decode: subjectOf,
  encode: subjectText,
  expected: 'a receipt’s subject such as "position.quantity~book_...~sim:BTC-USDT"',
  lengthMax: SUBJECT_LENGTH_MAX,
}) satisfies z.ZodType<ReceiptSubject>

/** The subject as text: its key in caches and addresses. */
export function subjectText(subject: ReceiptSubject): string {
  return [subject.kind, ...idsOf(subject)].join(SEPARATOR)
}

function idsOf(subject: ReceiptSubject): string[] {
  switch (subject.kind) {
    case 'fill':
      return [toWireId('fill', subject.fillId)]
    case 'statement.line':
      return [
        toWireId('transaction', subject.transactionId),
        toWireId('book', subject.bookId),
        subject.asset,
      ]
    default:
      if ('instrumentId' in subject) return [toWireId('book', subject.bookId), subject.instrumentId]
      if ('asset' in subject) return [toWireId('account', subject.accountId), subject.asset]
      if ('orderId' in subject) return [toWireId('order', subject.orderId)]
      return [scopeText(subject.scope)]
  }
}

function scopeText(scope: OverviewScope): string {
  switch (scope.level) {
    case 'firm':
      return FIRM
    case 'client':
      return toWireId('client', scope.clientId)
    case 'account':
      return toWireId('account', scope.accountId)
  }
}

function subjectOf(text: string): ReceiptSubject {
  const [kind = '', ...ids] = text.split(SEPARATOR)
  const subject = readSubject(kind, ids)
  // Whatever is left over or written otherwise is not the text of this subject.
  if (subjectText(subject) !== text) throw new Error('expected a subject and nothing else')
  return subject
}

function readSubject(kind: string, [first = '', second = '', third = '']: string[]) {
  if (isOneOf(POSITION_FIGURES, kind)) {
    const instrumentId = instrumentIdOf(parseInstrumentId(second))
    return { kind, bookId: idOf('book', first), instrumentId }
  }
  if (isOneOf(BALANCE_FIGURES, kind)) {
    return { kind, accountId: idOf('account', first), asset: assetIdOf(second) }
  }
  if (isOneOf(ORDER_FIGURES, kind)) return { kind, orderId: idOf('order', first) }
  if (isOneOf(OVERVIEW_FIGURES, kind)) return { kind, scope: scopeOf(first) }
  if (kind === 'fill') return { kind, fillId: idOf('fill', first) } as const
  if (kind === 'statement.line') {
    const transactionId = idOf('transaction', first)
    return { kind, transactionId, bookId: idOf('book', second), asset: assetIdOf(third) } as const
  }
  throw new Error('expected a known kind of receipt')
}

function scopeOf(text: string): OverviewScope {
  if (text === FIRM) return { level: 'firm' }
  const clientId = fromWireId('client', text)
  if (clientId !== null) return { level: 'client', clientId }
  return { level: 'account', accountId: idOf('account', text) }
}

function idOf(kind: IdKind, text: string): string {
  const id = fromWireId(kind, text)
  if (id === null) throw new Error(`expected a ${kind} id`)
  return id
}

function isOneOf<Word extends string>(words: readonly Word[], text: string): text is Word {
  return words.some((word) => word === text)
}
