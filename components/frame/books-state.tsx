'use client'
import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import Link from 'next/link'
import { type BooksSummary, summarizeBooks } from '#browser/books-summary.ts'
import { booksQuery } from '#browser/queries/books.ts'
import { inScope, isInScope, type ScopeChoice } from '#browser/scope.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Age } from '#components/ui/time.tsx'
import { clockText } from '#components/ui/time-text.ts'
import { useTotalProof } from '#components/ui/use-total-proof.ts'
import type { BooksState } from '#core/ledger/books-state.ts'

/** Events tell of breaks at once; that proofs keep coming must be asked. */
const ASK_EVERY_MS = 5_000

/** Whether the books of the scope match their venues now, and when that was last proven. */
export function BooksStateMark({
  scope,
  href,
}: {
  readonly scope: ScopeChoice
  readonly href: string
}) {
  const { data, error } = useQuery({ ...booksQuery(), refetchInterval: ASK_EVERY_MS })
  const isHeard = useTotalProof(scope).kind !== 'stale'
  if (data === undefined) {
    return (
      <span className="text-label text-ink-faint">
        {error === null ? 'Books: reading' : 'Books: cannot be read'}
      </span>
    )
  }
  const books = data.items.filter((each) => isInScope(scope, each))
  if (books.length === 0) return <span className="text-label text-ink-faint">No accounts</span>
  const isKnown = error === null && isHeard
  const summary = isKnown ? summarizeBooks(books) : asStale(summarizeBooks(books))
  const { icon: Icon, className, text, word } = FACES[summary.state]
  return (
    <Link
      href={inScope(href, scope)}
      prefetch={false}
      data-state={summary.state}
      className={classNames(
        'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-box border px-2 whitespace-nowrap',
        className,
      )}
    >
      <Icon aria-hidden size={14} className="shrink-0" />
      <span className="max-sm:sr-only">{text}</span>
      {word === null ? null : (
        <span aria-hidden className="sm:hidden">
          {word}
        </span>
      )}
      <Since summary={summary} />
    </Link>
  )
}

function Since({ summary: { state, lastProvenAt } }: { readonly summary: BooksSummary }) {
  if (lastProvenAt === null) return null
  if (state === 'PROVEN') return <span className="figure">{clockText(lastProvenAt)}</span>
  return (
    <span className="max-sm:hidden">
      · proven <Age at={lastProvenAt} /> ago
    </span>
  )
}

/** What cannot be read again, or is not heard of, can no longer be called proven. */
function asStale(summary: BooksSummary): BooksSummary {
  return summary.state === 'PROVEN' ? { ...summary, state: 'STALE' } : summary
}

type Face = {
  readonly icon: typeof CircleX
  readonly className: string
  readonly text: string
  /** On a phone, where the time alone says that the books match. */
  readonly word: string | null
}

const FACES: Readonly<Record<BooksState, Face>> = {
  PROVEN: {
    icon: CircleCheck,
    className: 'border-proof text-proof',
    text: 'Books match',
    word: null,
  },
  SUSPECT: {
    icon: CircleAlert,
    className: 'border-attention bg-attention-paper text-attention',
    text: 'SUSPECT',
    word: 'SUSPECT',
  },
  OPEN: {
    icon: CircleX,
    className: 'border-stop bg-stop-paper text-stop',
    text: 'OPEN break',
    word: 'OPEN',
  },
  UNRESOLVED: {
    icon: CircleX,
    className: 'border-stop bg-stop-paper text-stop',
    text: 'UNRESOLVED break',
    word: 'UNRESOLVED',
  },
  STALE: {
    icon: CircleDashed,
    className: 'border-line text-ink-faint',
    text: 'STALE',
    word: 'STALE',
  },
  UNKNOWN: {
    icon: CircleDashed,
    className: 'border-line text-ink-faint',
    text: 'Books not proven yet',
    word: 'not proven',
  },
}
