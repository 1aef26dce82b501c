'use client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { BreakView, ReconciliationView } from '#api/codecs/proof.ts'
import { reconciliationsQuery } from '#browser/queries/books.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Time } from '#components/ui/time.tsx'
import type { UnixMs } from '#core/time/time.ts'

/** The comparisons since it was first seen that are told one by one. */
const COMPARISONS_SHOWN = 20
const ASK_EVERY_MS = 15_000

const OUTCOME_TONES: Readonly<Record<ReconciliationView['outcome'], BadgeTone>> = {
  PROVEN: 'proof',
  SUSPECT: 'attention',
  BROKEN: 'stop',
  FAILED: 'faint',
}

/** What happened to a break, and what every comparison since has said. */
export function BreakHistory({ found }: { readonly found: BreakView }) {
  const { accountId, firstSeenAt } = found
  const input = { accountId, from: firstSeenAt, limit: COMPARISONS_SHOWN }
  const runs = useQuery({ ...reconciliationsQuery(input), refetchInterval: ASK_EVERY_MS })
  return (
    <Panel title="History">
      <ol>
        {stepsOf(found).map(({ what, at }) => (
          <Line key={what} at={at}>
            {what}
          </Line>
        ))}
      </ol>
      <h3 className="border-y border-line px-3 py-1 text-label text-ink-faint">
        Comparisons since, newest first
      </h3>
      <ol className="max-h-72 overflow-y-auto">
        {runs.data?.items.map(({ id, outcome, finishedAt }) => (
          <Line key={id} at={finishedAt}>
            <Badge tone={OUTCOME_TONES[outcome]}>{outcome}</Badge>
          </Line>
        ))}
      </ol>
    </Panel>
  )
}

function Line({ at, children }: { readonly at: UnixMs; readonly children: ReactNode }) {
  return (
    <li className="flex min-h-row items-center justify-between gap-3 border-b border-line px-3 py-0.5 last:border-0">
      <span>{children}</span>
      <Time at={at} className="text-ink-soft" />
    </li>
  )
}

function stepsOf(found: BreakView): readonly { readonly what: string; readonly at: UnixMs }[] {
  const ended = found.resolution === null ? 'Ended' : `Ended: ${found.resolution}`
  const steps: readonly (readonly [string, UnixMs | null])[] = [
    ['First seen', found.firstSeenAt],
    ['Open: seen twice', found.openedAt],
    ['Last seen', found.lastSeenAt],
    ['Acknowledged', found.acknowledgedAt],
    [ended, found.resolvedAt],
  ]
  return steps.flatMap(([what, at]) => (at === null ? [] : [{ what, at }]))
}
