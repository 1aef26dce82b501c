'use client'
import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { ReceiptHistory, ReceiptLine } from '#api/codecs/receipt.ts'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { receiptQuery } from '#browser/queries/receipts.ts'
import { Button } from '#components/ui/button.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { moneyText } from '#components/ui/money-text.ts'
import { Time } from '#components/ui/time.tsx'
import type { UnixMs } from '#core/time/time.ts'
import { ReceiptEvidence } from './receipt-evidence.tsx'

type Props = {
  readonly subject: ReceiptSubject
  /** The moment of the receipt: what came before is read as of the same. */
  readonly asOf: UnixMs
  readonly history: ReceiptHistory
  onOpen(subject: ReceiptSubject): void
}

/** What moved the number, newest first, each line with its evidence; then what came before, with its sum. */
export function ReceiptLines(props: Props) {
  const { title, unit, lines } = props.history
  return (
    <section aria-label={title}>
      <h3 className="flex justify-between gap-3 pb-1 text-label text-ink-faint">
        <span>{title}</span>
        <span>change, {unit}</span>
      </h3>
      {lines.length === 0 ? <p className="text-ink-soft">Nothing moved it yet.</p> : null}
      <Page {...props} />
    </section>
  )
}

function Page({ subject, asOf, history, onOpen }: Props) {
  const { lines, earlier, unit } = history
  return (
    <>
      <ol className="flex flex-col">
        {lines.toReversed().map((line) => (
          <Line key={line.id + line.kind} line={line} unit={unit} onOpen={onOpen} />
        ))}
      </ol>
      {earlier === null ? null : (
        <Earlier key={earlier.before} earlier={earlier} {...{ subject, asOf, unit, onOpen }} />
      )}
    </>
  )
}

function Line({
  line,
  unit,
  onOpen,
}: {
  readonly line: ReceiptLine
  readonly unit: string
  onOpen(subject: ReceiptSubject): void
}) {
  return (
    <li className="border-t border-line">
      <details className="group">
        <summary className="flex cursor-pointer list-none items-baseline gap-2 py-1 hover:bg-raised max-sm:min-h-10">
          <ChevronRight
            aria-hidden
            size={12}
            className="shrink-0 self-center text-ink-faint group-open:rotate-90"
          />
          <Time at={line.at} isUtc className="text-label text-ink-faint" />
          <span className="min-w-0 flex-1">{line.label}</span>
          <span className="flex flex-col items-end">
            <span className="figure">{moneyText(line.change, { isSigned: true })}</span>
            <span className="figure text-label text-ink-faint">
              <span className="sr-only">after it </span>
              {moneyText(line.running)}
            </span>
          </span>
        </summary>
        <ReceiptEvidence line={line} unit={unit} onOpen={onOpen} />
      </details>
    </li>
  )
}

type EarlierProps = Omit<Props, 'history'> & {
  readonly earlier: NonNullable<ReceiptHistory['earlier']>
  readonly unit: string
}

/** One exact line for all that came before, until it is asked for. */
function Earlier({ subject, asOf, earlier, unit, onOpen }: EarlierProps) {
  const [isOpen, setOpen] = useState(false)
  const query = useQuery({
    ...receiptQuery({ subject, asOf, before: earlier.before }),
    enabled: isOpen,
    staleTime: Infinity,
  })
  if (isOpen) {
    return (
      <Loaded query={query} what="What came before" rows={3}>
        {({ history }) =>
          history === null ? null : <Page {...{ subject, asOf, history, onOpen }} />
        }
      </Loaded>
    )
  }
  const count = earlier.count === null ? 'more' : earlier.count.toLocaleString('en-US')
  return (
    <p className="flex items-baseline gap-3 border-t border-line py-1">
      <Button isSmall tone="quiet" onClick={() => setOpen(true)}>
        earlier: {count}
      </Button>
      <span className="flex-1" />
      <span className="figure">
        {moneyText(earlier.sum)} <span className="text-ink-faint">{unit}</span>
      </span>
    </p>
  )
}
