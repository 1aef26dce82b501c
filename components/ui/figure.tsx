import type { ReactNode } from 'react'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import type { UnixMs } from '#core/time/time.ts'
import { classNames } from './class-names.ts'
import { UNKNOWN_TEXT } from './money-text.ts'
import { WithReceipt } from './receipt-slot.tsx'
import { Age } from './time.tsx'
import { ageText } from './time-text.ts'

/** How far a figure can be trusted. Learned once, used on every number. */
export type Proof =
  | { readonly kind: 'proven' }
  /** Sent, not yet acknowledged. */
  | { readonly kind: 'inFlight' }
  /** The outcome is not known. */
  | { readonly kind: 'inDoubt' }
  /** True once: `at` that moment, from which the age goes on, or of a fixed age. */
  | { readonly kind: 'stale'; readonly ageMs: number | null; readonly at?: UnixMs | undefined }
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
      <span className={classNames('figure text-ink-faint', className)} title={title ?? 'Unknown'}>
        {UNKNOWN_TEXT}
      </span>
    )
  }
  return (
    <span
      data-proof={proof.kind}
      className={classNames('figure', className, PROOF_CLASS[proof.kind])}
      title={titleOf(proof, title)}
    >
      <span>
        {text}
        {unit === undefined ? null : <span className="text-ink-faint"> {unit}</span>}
      </span>
      <ProofMark proof={proof} />
    </span>
  )
}

/** Each tells itself apart by its shape: a greyscale page says as much as a coloured one. */
const PROOF_CLASS: Readonly<Record<Proof['kind'], string>> = {
  proven: '',
  inFlight: 'proof-in-flight',
  inDoubt: 'proof-in-doubt',
  stale: '!text-ink-faint',
  broken: 'proof-broken text-stop',
}

const PROOF_TITLE: Readonly<Record<Proof['kind'], string | null>> = {
  proven: null,
  inFlight: 'sent, not acknowledged yet',
  inDoubt: 'in doubt: the outcome is not known',
  stale: 'old',
  broken: 'ours over the venue’s: they differ',
}

/** The whole value, then what is the matter with it. */
function titleOf(proof: Proof, title: string | undefined): string | undefined {
  const state = PROOF_TITLE[proof.kind]
  if (state === null) return title
  return title === undefined ? state : `${title} (${state})`
}

function ProofMark({ proof }: { readonly proof: Proof }): ReactNode {
  switch (proof.kind) {
    case 'stale':
      return (
        <span>
          {' · '}
          <StaleAge {...proof} />
        </span>
      )
    case 'broken':
      return (
        <span className="self-stretch border-t border-stop text-right text-ink">
          <span className="sr-only">, venue says </span>
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

function StaleAge({ ageMs, at }: Extract<Proof, { kind: 'stale' }>) {
  if (at !== undefined) return <Age at={at} />
  return ageMs === null ? 'old' : ageText(ageMs)
}
