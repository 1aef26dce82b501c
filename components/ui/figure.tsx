import type { ReactNode } from 'react'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { classNames } from './class-names.ts'
import { UNKNOWN_TEXT } from './money-text.ts'
import { WithReceipt } from './receipt-slot.tsx'
import { ageText } from './time-text.ts'

/** How far a figure can be trusted. Learned once, used on every number. */
export type Proof =
  | { readonly kind: 'proven' }
  /** Sent, not yet acknowledged. */
  | { readonly kind: 'inFlight' }
  /** The outcome is not known. */
  | { readonly kind: 'inDoubt' }
  | { readonly kind: 'stale'; readonly ageMs: number | null }
  /** Ours over the venue's. */
  | { readonly kind: 'broken'; readonly theirs: string }

export const PROVEN: Proof = { kind: 'proven' }

export type FigureProps = {
  /** null is unknown: a dash, never 0. */
  readonly text: string | null
  readonly proof?: Proof | undefined
  readonly title?: string | undefined
  readonly className?: string | undefined
  readonly unit?: string | undefined
  /** The number opens this receipt: where it comes from, down to the venue's words. */
  readonly receipt?: ReceiptSubject | undefined
}

/** One number in its state of proof, which opens its receipt when it has one. */
export function Figure({ receipt, ...shown }: FigureProps) {
  return (
    <WithReceipt subject={receipt}>
      <FigureText {...shown} />
    </WithReceipt>
  )
}

function FigureText({
  text,
  proof = PROVEN,
  title,
  className,
  unit,
}: Omit<FigureProps, 'receipt'>) {
  if (text === null) {
    return (
      <span className={classNames('figure text-ink-faint', className)} title={title ?? 'unknown'}>
        {UNKNOWN_TEXT}
      </span>
    )
  }
  return (
    <span className={classNames('figure', className, PROOF_CLASS[proof.kind])} title={title}>
      {text}
      {unit === undefined ? null : <span className="text-ink-faint"> {unit}</span>}
      <ProofMark proof={proof} />
    </span>
  )
}

const PROOF_CLASS: Readonly<Record<Proof['kind'], string>> = {
  proven: '',
  inFlight: 'proof-in-flight',
  inDoubt: 'proof-in-doubt',
  stale: '!text-ink-faint',
  broken: 'inline-flex flex-col items-end text-stop',
}

function ProofMark({ proof }: { readonly proof: Proof }): ReactNode {
  switch (proof.kind) {
    case 'stale':
      return <span> · {proof.ageMs === null ? 'old' : ageText(proof.ageMs)}</span>
    case 'broken':
      return (
        <span className="border-t border-stop">
          <span className="sr-only">venue says </span>
          {proof.theirs}
        </span>
      )
    case 'inDoubt':
      return <span className="sr-only"> in doubt</span>
    case 'inFlight':
      return <span className="sr-only"> in flight</span>
    case 'proven':
      return null
  }
}
