import type { ReceiptHistory, ReceiptView } from '#api/codecs/receipt.ts'
import type { PositionFigure, ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import type { Mark } from '#core/market/mark.ts'
import { formatDecimal } from '#core/money/money.ts'
import { SECOND_MS } from '#core/time/time.ts'
import { readBookOwner } from '#store/read-receipt-names.ts'
import type { Tx } from '#store/transaction.ts'
import type { Moment } from '#usecases/as-of/moment.ts'
import { notFound } from '#usecases/require-visible.ts'
import {
  buildReceipt,
  historyTerms,
  minus,
  over,
  plus,
  type ReceiptDraft,
  times,
} from './build-receipt.ts'
import { type MovedPosition, movedPosition } from './position-history.ts'

type Subject = Extract<ReceiptSubject, { kind: PositionFigure }>

/** The receipt of a number of a position. NOT_FOUND for a book that the caller may not see. */
export async function positionReceipt(
  tx: Tx,
  moment: Moment,
  { subject, before }: { readonly subject: Subject; readonly before: string | undefined },
): Promise<ReceiptView> {
  const owner = await readBookOwner(tx, subject.bookId)
  if (owner === null) throw notFound()
  const moved = await movedPosition(tx, {
    accountId: owner.accountId,
    bookId: subject.bookId,
    instrumentId: subject.instrumentId,
    at: moment.isNow ? null : moment.at,
    before,
  })
  const needsMark = subject.kind === 'position.value' || subject.kind === 'position.unrealizedPnl'
  const mark = needsMark ? (await moment.valuer()).markOf(subject.instrumentId) : null
  const { base, quote } = parseInstrumentId(subject.instrumentId)
  const about = `${subject.instrumentId} · ${owner.text}`
  return buildReceipt(moment, {
    subject,
    about,
    ...draftOf({ subject, moved, mark, base, quote }),
  })
}

type Facts = {
  readonly subject: Subject
  readonly moved: MovedPosition
  readonly mark: Mark | null
  readonly base: string
  readonly quote: string
}

function draftOf(facts: Facts): Omit<ReceiptDraft, 'subject' | 'about'> {
  const { subject, moved, mark, base, quote } = facts
  const { position } = moved
  const other = (kind: PositionFigure) => ({ ...subject, kind })
  const quantity = {
    label: 'quantity',
    value: position.quantity,
    unit: base,
    source: other('position.quantity'),
  }
  const cost = {
    label: 'cost',
    value: position.cost,
    unit: quote,
    source: other('position.cost'),
  }
  switch (subject.kind) {
    case 'position.quantity':
      return summed('Quantity', moved.historyOf('quantity', { title: 'Fills', unit: base }))
    case 'position.cost':
      return summed(
        'Cost of what is open',
        moved.historyOf('cost', { title: 'Fills', unit: quote }),
      )
    case 'position.realizedPnl':
      return {
        ...summed('Realised P&L', moved.historyOf('realizedPnl', { title: 'Fills', unit: quote })),
        notes: ['By average cost, after fees in base and quote.', ...feeNotes(moved)],
      }
    case 'position.fees':
      return {
        ...summed('Fees', moved.historyOf('feesQuote', { title: 'Fills', unit: quote })),
        notes: ['Already taken from the realised P&L.', ...feeNotes(moved)],
      }
    case 'position.averagePrice':
      return {
        title: 'Average entry price',
        unit: quote,
        terms: [plus(cost), over(quantity)],
        unknownReason: 'FLAT',
        history: moved.historyOf('cost', { title: 'Cost, fill by fill', unit: quote }),
      }
    case 'position.value':
      return {
        title: 'Value',
        unit: quote,
        ...atMark(facts, [plus(quantity), times(markTerm(mark, quote))]),
        history: moved.historyOf('quantity', { title: 'Quantity, fill by fill', unit: base }),
      }
    case 'position.unrealizedPnl':
      return {
        title: 'Unrealised P&L',
        unit: quote,
        ...atMark(facts, [plus(quantity), times(markTerm(mark, quote)), minus(cost)]),
        notes: [
          'The same as quantity × (mark − average price), without the rounding of the average.',
        ],
        history: moved.historyOf('cost', { title: 'Cost, fill by fill', unit: quote }),
      }
  }
}

/** A sum over fills. */
function summed(title: string, history: ReceiptHistory): Omit<ReceiptDraft, 'subject' | 'about'> {
  return { title, unit: history.unit, terms: historyTerms(history, 'fill'), history }
}

/** What is flat is worth nothing whether there is a mark or not. */
function atMark({ moved, mark }: Facts, terms: ReceiptDraft['terms']) {
  if (moved.position.quantity === 0n) return { terms: [] }
  return {
    terms,
    unknownReason: mark?.kind === 'unmarked' ? mark.reason : 'UNKNOWN',
    isStale: mark?.kind === 'marked' && mark.isStale,
  }
}

/** The mark with where it is from and how old it is. */
export function markTerm(mark: Mark | null, unit: string) {
  if (mark === null || mark.kind === 'unmarked') {
    return { label: 'mark', value: null, unit, note: mark?.reason ?? null }
  }
  return { label: 'mark', value: mark.price, unit, note: markNote(mark) }
}

const MARK_SOURCE = {
  mid: 'middle of bid and ask',
  last: 'last trade',
  candle: 'close of the last whole minute',
} as const

function markNote({ source, ageMs }: Extract<Mark, { kind: 'marked' }>): string {
  return `${MARK_SOURCE[source]}, ${Math.round(ageMs / SECOND_MS)} s old`
}

function feeNotes({ position }: MovedPosition): string[] {
  return position.feesOther.map(
    ({ asset, amount }) => `${formatDecimal(amount)} ${asset} of fees besides, in no other number.`,
  )
}
