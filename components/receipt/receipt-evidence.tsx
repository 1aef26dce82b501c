'use client'
import { toWireId } from '#api/codecs/id.ts'
import type { ReceiptLine, VenueWord } from '#api/codecs/receipt.ts'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { moneyText } from '#components/ui/money-text.ts'
import { Time } from '#components/ui/time.tsx'

const POSTING_WORDS: Readonly<Record<ReceiptLine['postings'][number]['kind'], string>> = {
  available: 'available',
  held: 'held for orders',
  transferIn: 'transfers',
  fee: 'fees',
  tradeClearing: 'trade clearing',
  adjustment: 'adjustments',
}

type Props = {
  readonly line: ReceiptLine
  readonly unit: string
  onOpen(subject: ReceiptSubject): void
}

/** What stands behind a line: its postings, which sum to zero, and the venue's own message. */
export function ReceiptEvidence({ line, onOpen }: Props) {
  const { postings, venue, source, recordedAt } = line
  return (
    <div className="mb-2 ml-2 flex flex-col gap-2 border-l border-line-strong pl-3">
      <p className="text-label text-ink-soft">
        Booked <Time at={recordedAt} isUtc /> UTC
        {source === null ? null : (
          <>
            {' · '}
            <button
              type="button"
              onClick={() => onOpen(source)}
              className="underline decoration-line-strong underline-offset-4 hover:decoration-ink max-sm:min-h-10"
            >
              open the {line.kind}
            </button>
          </>
        )}
      </p>
      <Postings postings={postings} />
      {venue === null ? null : <Venue venue={venue} />}
    </div>
  )
}

function Postings({ postings }: Pick<ReceiptLine, 'postings'>) {
  const [first] = postings
  if (first === undefined) return null
  return (
    <table className="w-full border-collapse">
      <caption className="text-left text-label text-ink-faint">
        Postings of <span className="figure">{toWireId('transaction', first.transactionId)}</span>
      </caption>
      <tbody>
        {postings.map(({ asset, kind, amount }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a transaction's postings are written once, in this order
          <tr key={place}>
            <td className="pr-3">{POSTING_WORDS[kind]}</td>
            <td className="figure text-right">
              {moneyText(amount, { isSigned: true })}{' '}
              <span className="text-ink-faint">{asset}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Venue({ venue }: { readonly venue: VenueWord }) {
  const { tradeId, orderId, requestId, message } = venue
  const facts = [
    ['Venue trade', tradeId],
    ['Venue order', orderId],
    ['Our request', requestId],
  ] as const
  return (
    <div className="flex flex-col gap-1">
      <dl className="text-label">
        {facts.map(([label, text]) =>
          text === null ? null : (
            <div key={label} className="flex justify-between gap-3">
              <dt className="text-ink-faint">{label}</dt>
              <dd className="figure min-w-0 truncate" title={text}>
                {text}
              </dd>
            </div>
          ),
        )}
      </dl>
      {message === null ? (
        <p className="text-label text-ink-faint">The venue sent no message of its own.</p>
      ) : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too
          tabIndex={0}
          aria-label="The venue’s message"
          className="max-h-60 overflow-auto rounded-box bg-paper p-2"
        >
          <pre className="font-mono text-label whitespace-pre">
            {JSON.stringify(message, null, 2)}
          </pre>
        </section>
      )}
    </div>
  )
}
