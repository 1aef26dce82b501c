import type { BooksState } from '#core/ledger/books-state.ts'
import { Badge, type BadgeTone } from './badge.tsx'

const TONES: Readonly<Record<BooksState, BadgeTone>> = {
  PROVEN: 'proof',
  SUSPECT: 'attention',
  OPEN: 'stop',
  UNRESOLVED: 'stop',
  STALE: 'faint',
  UNKNOWN: 'faint',
}

/** How an account's books stand against the venue's. */
export function BooksBadge({ state }: { readonly state: BooksState }) {
  return <Badge tone={TONES[state]}>{state}</Badge>
}
