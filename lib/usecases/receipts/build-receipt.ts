import type { Value } from '#api/codecs/portfolio.ts'
import type { ReceiptHistory, ReceiptTermView, ReceiptView } from '#api/codecs/receipt.ts'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { recompute, type TermOperator } from '#core/ledger/receipt-terms.ts'
import { add, amountOf, type Decimal, zeroAmount } from '#core/money/money.ts'
import type { Moment } from '#usecases/as-of/moment.ts'

/** So many lines of a history are told at once; those before them are one line with their sum. */
export const HISTORY_LINES_MAX = 50

export type ReceiptDraft = {
  readonly subject: ReceiptSubject
  readonly title: string
  readonly about: string
  readonly unit: string
  readonly terms: readonly ReceiptTermView[]
  /** Why the result is not known, where a term is not. */
  readonly unknownReason?: string | undefined
  readonly isStale?: boolean | undefined
  readonly notes?: readonly string[] | undefined
  readonly history?: ReceiptView['history'] | undefined
}

/** A receipt whose result is what its terms come to, never a number from elsewhere. */
export function buildReceipt(
  moment: Pick<Moment, 'at' | 'isNow'>,
  draft: ReceiptDraft,
): ReceiptView {
  const { terms, unknownReason = 'UNKNOWN', isStale = false, notes = [], history = null } = draft
  const amount = recompute(terms)
  const result: Value =
    amount === null
      ? { kind: 'unvalued', reason: unknownReason }
      : { kind: 'valued', amount, isStale }
  return {
    subject: draft.subject,
    title: draft.title,
    about: draft.about,
    unit: draft.unit,
    asOfAt: moment.at,
    isNow: moment.isNow,
    formula: formulaOf(terms),
    terms,
    result,
    notes,
    history,
  }
}

export type TermDraft = {
  readonly label: string
  readonly value: Decimal | null
  readonly unit: string
  readonly note?: string | null | undefined
  readonly source?: ReceiptSubject | undefined
}

export const plus = (draft: TermDraft) => termOf('plus', draft)
export const minus = (draft: TermDraft) => termOf('minus', draft)
export const times = (draft: TermDraft) => termOf('times', draft)
export const over = (draft: TermDraft) => termOf('over', draft)

function termOf(
  operator: TermOperator,
  { label, value, unit, ...rest }: TermDraft,
): ReceiptTermView {
  return {
    operator,
    label,
    value: value === null ? null : amountOf(value),
    unit,
    note: rest.note ?? null,
    source: rest.source ?? null,
  }
}

const SIGNS: Readonly<Record<TermOperator, string>> = {
  plus: ' + ',
  minus: ' − ',
  times: ' × ',
  over: ' ÷ ',
}

/** `quantity × mark − cost`: read from left to right, as it is computed. */
function formulaOf(terms: readonly ReceiptTermView[]): string {
  return terms
    .map(({ operator, label }, place) =>
      place === 0 && operator === 'plus' ? label : `${SIGNS[operator]}${label}`,
    )
    .join('')
    .trim()
}

/** A history as terms: what came before its lines, and the lines. */
export function historyTerms(
  { earlier, lines, unit }: ReceiptHistory,
  noun: string,
): ReceiptTermView[] {
  const sum = lines.reduce((total, { change }) => add(total, change), zeroAmount)
  const shown = { label: counted(lines.length, noun), value: sum, unit }
  if (earlier === null) return lines.length === 0 ? [] : [plus(shown)]
  const count =
    earlier.count === null ? `all earlier ${noun}s` : counted(earlier.count, `earlier ${noun}`)
  return [
    plus({ label: count, value: earlier.sum, unit }),
    plus({ ...shown, label: `the last ${shown.label}` }),
  ]
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
