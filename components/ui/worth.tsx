import type { Value } from '#api/codecs/portfolio.ts'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { Figure, type Proof } from './figure.tsx'
import { Money, Pnl } from './money.tsx'

type Props = {
  readonly value: Value
  readonly unit?: string | undefined
  readonly className?: string | undefined
  readonly receipt?: ReceiptSubject | undefined
  /** What is known against it, besides that its mark is old. */
  readonly proof?: Proof | undefined
}

/** What something is worth; a dash with the reason where nobody can say. */
export function Worth({ value, proof, ...rest }: Props) {
  if (value.kind === 'unvalued') return <Figure text={null} title={value.reason} {...rest} />
  return <Money value={value.amount} proof={proofOf(value, proof)} {...rest} />
}

/** Profit or loss that may be unknown. */
export function PnlWorth({ value, proof, ...rest }: Props) {
  if (value.kind === 'unvalued') return <Figure text={null} title={value.reason} {...rest} />
  return <Pnl value={value.amount} proof={proofOf(value, proof)} {...rest} />
}

function proofOf(
  { isStale }: Extract<Value, { kind: 'valued' }>,
  proof: Proof | undefined,
): Proof | undefined {
  if (proof !== undefined && proof.kind !== 'proven') return proof
  return isStale ? { kind: 'stale', ageMs: null } : undefined
}
