'use client'
import { ArrowLeft, Copy, Link2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ReceiptView } from '#api/codecs/receipt.ts'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { Button } from '#components/ui/button.tsx'
import { Time } from '#components/ui/time.tsx'
import { ReceiptFormula } from './receipt-formula.tsx'
import { ReceiptLines } from './receipt-lines.tsx'
import { receiptText } from './receipt-text.ts'

type Props = {
  readonly receipt: ReceiptView
  onOpen(subject: ReceiptSubject): void
  /** To the number whose term this is; null for the number that was pressed. */
  readonly onBack: (() => void) | null
}

/** Formula with values, then what moved the number, down to the venue's own words. */
export function ReceiptBody({ receipt, onOpen, onBack }: Props) {
  const { title, about, notes, history, asOfAt, isNow } = receipt
  return (
    <div className="flex flex-col gap-3">
      <header className="flex items-start gap-2">
        {onBack === null ? null : (
          <Button isSmall tone="quiet" onClick={onBack} aria-label="Back">
            <ArrowLeft aria-hidden size={14} />
          </Button>
        )}
        <div className="min-w-0 flex-1">
          <h2 className="text-title font-semibold">{title}</h2>
          <p className="text-label text-ink-soft">{about}</p>
        </div>
        <p className="text-right text-label text-ink-faint">
          {isNow ? 'read' : 'as of'} <Time at={asOfAt} isUtc /> UTC
        </p>
      </header>
      <ReceiptFormula receipt={receipt} onOpen={onOpen} />
      {notes.length === 0 ? null : (
        <ul className="flex flex-col gap-0.5 text-label text-ink-soft">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {history === null ? null : (
        <ReceiptLines subject={receipt.subject} asOf={asOfAt} history={history} onOpen={onOpen} />
      )}
      <footer className="flex gap-2 border-t border-line pt-3">
        <CopyButton icon={<Copy aria-hidden size={14} />} text={() => receiptText(receipt)}>
          Copy as text
        </CopyButton>
        <CopyButton icon={<Link2 aria-hidden size={14} />} text={() => location.href}>
          Copy link
        </CopyButton>
      </footer>
    </div>
  )
}

function CopyButton({
  icon,
  text,
  children,
}: {
  readonly icon: ReactNode
  text(): string
  readonly children: ReactNode
}) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text())
    setCopied(true)
  }
  return (
    <Button isSmall onClick={() => void copy()}>
      {icon}
      <span aria-live="polite">{isCopied ? 'Copied' : children}</span>
    </Button>
  )
}
