import type { ReceiptHistory, ReceiptView } from '#api/codecs/receipt.ts'
import type { TermOperator } from '#core/ledger/receipt-terms.ts'
import { type Decimal, formatDecimal } from '#core/money/money.ts'
import { toIso } from '#core/time/time.ts'

export const SIGNS: Readonly<Record<TermOperator, string>> = {
  plus: '+',
  minus: '−',
  times: '×',
  over: '÷',
}
const UNKNOWN = '—'

/** A receipt as plain text, with every digit: for a mail, a ticket or an auditor. */
export function receiptText(receipt: ReceiptView): string {
  const { title, about, terms, result, unit, notes, history, asOfAt, isNow } = receipt
  return [
    `${title} · ${about}`,
    `${isNow ? 'Read' : 'As of'} ${toIso(asOfAt)}`,
    receipt.formula,
    ...terms.map(
      (term) =>
        `${SIGNS[term.operator]} ${amountText(term.value)} ${term.unit}  ${term.label}${term.note === null ? '' : ` (${term.note})`}`,
    ),
    `= ${result.kind === 'valued' ? `${formatDecimal(result.amount)} ${unit}` : `${UNKNOWN} (${result.reason})`}`,
    ...notes,
    ...(history === null ? [] : historyText(history)),
  ].join('\n')
}

function historyText({ title, unit, earlier, lines }: ReceiptHistory): string[] {
  return [
    '',
    `${title}, ${unit}`,
    ...(earlier === null
      ? []
      : [`earlier: ${earlier.count ?? 'more than are counted'}, ${formatDecimal(earlier.sum)}`]),
    ...lines.flatMap((line) => [
      `${toIso(line.at)}  ${line.label}  ${formatDecimal(line.change)}  → ${formatDecimal(line.running)}`,
      ...(line.venue === null ? [] : [`  venue: ${JSON.stringify(line.venue)}`]),
    ]),
  ]
}

function amountText(value: Decimal | null): string {
  return value === null ? UNKNOWN : formatDecimal(value)
}
