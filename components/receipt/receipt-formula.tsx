'use client'
import type { ReceiptTermView, ReceiptView } from '#api/codecs/receipt.ts'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { classNames } from '#components/ui/class-names.ts'
import { moneyText, UNKNOWN_TEXT } from '#components/ui/money-text.ts'
import type { Decimal } from '#core/money/money.ts'
import { SIGNS } from './receipt-text.ts'

type Opening = { onOpen(subject: ReceiptSubject): void }

/** The terms one under the other as on paper, with every digit, and what they come to. */
export function ReceiptFormula({ receipt, onOpen }: Opening & { readonly receipt: ReceiptView }) {
  const { terms, result, unit, formula } = receipt
  return (
    <table className="w-full border-collapse">
      <caption className="pb-1 text-left text-label text-ink-faint">
        {formula === '' ? 'Nothing yet.' : formula}
      </caption>
      <tbody>
        {terms.map((term, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a formula is its terms in their places
          <Term key={place} term={term} isFirst={place === 0} onOpen={onOpen} />
        ))}
        <tr className="border-t border-line-strong font-medium">
          <td className="w-5 py-1 text-ink-faint">=</td>
          <td className="py-1">
            {result.kind === 'unvalued' ? (
              <span className="text-ink-soft">not known: {result.reason}</span>
            ) : result.isStale ? (
              <span className="text-ink-faint">at an old mark</span>
            ) : null}
          </td>
          <Exact value={result.kind === 'valued' ? result.amount : null} unit={unit} />
        </tr>
      </tbody>
    </table>
  )
}

function Term({
  term,
  isFirst,
  onOpen,
}: Opening & { readonly term: ReceiptTermView; readonly isFirst: boolean }) {
  const { operator, label, note, source, value, unit } = term
  const sign = isFirst && operator === 'plus' ? '' : SIGNS[operator]
  return (
    <tr className="border-t border-line align-top">
      <td className="figure w-5 py-1 text-ink-faint">{sign}</td>
      <td className="py-1 pr-3">
        {source === null ? (
          label
        ) : (
          <button
            type="button"
            onClick={() => onOpen(source)}
            className="text-left underline decoration-line-strong underline-offset-4 hover:decoration-ink max-sm:min-h-10"
          >
            {label}
          </button>
        )}
        {note === null ? null : <span className="block text-label text-ink-faint">{note}</span>}
      </td>
      <Exact value={value} unit={unit} />
    </tr>
  )
}

/** Every digit that there is. */
function Exact({ value, unit }: { readonly value: Decimal | null; readonly unit: string }) {
  return (
    <td className={classNames('figure py-1 text-right', value === null && 'text-ink-faint')}>
      {value === null ? UNKNOWN_TEXT : moneyText(value)}{' '}
      <span className="text-ink-faint">{unit}</span>
    </td>
  )
}
