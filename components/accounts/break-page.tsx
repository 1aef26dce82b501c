'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { toWireId } from '#api/codecs/id.ts'
import type { BreakView } from '#api/codecs/proof.ts'
import { breakQuery } from '#browser/queries/books.ts'
import { inScope } from '#browser/scope.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Amount } from '#components/ui/money.tsx'
import { OwnerName } from '#components/ui/owner-name.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RunbookLink } from '#components/ui/runbook-link.tsx'
import { subtract } from '#core/money/money.ts'
import { toIso } from '#core/time/time.ts'
import { BreakAct } from './break-acts.tsx'
import { BreakHistory } from './break-history.tsx'
import { causeText, subjectText, TONES } from './break-words.ts'

const ASK_EVERY_MS = 5_000
const SKELETON_ROWS = 10

/** One disagreement: what we say and what the venue says, why, what happened to it, and what can be done. */
export function BreakPage({ breakId }: { readonly breakId: string }) {
  const query = useQuery({ ...breakQuery(breakId), refetchInterval: ASK_EVERY_MS })
  return (
    <Loaded query={query} what="The break" rows={SKELETON_ROWS}>
      {(found) => (
        <div className="flex flex-col gap-3">
          <Head found={found} />
          <div className="grid items-start gap-3 lg:grid-cols-2">
            <Sides found={found} />
            <BreakHistory found={found} />
          </div>
          <Evidence found={found} />
        </div>
      )}
    </Loaded>
  )
}

function Head({ found }: { readonly found: BreakView }) {
  const { clientId, accountId, firstSeenAt } = found
  const positions = `/desk/positions?asOf=${toIso(firstSeenAt)}`
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <h1 className="text-title font-semibold">{subjectText(found)}</h1>
      <Badge tone={TONES[found.state]}>{found.state}</Badge>
      <OwnerName accountId={accountId} />
      <span className="flex-1" />
      <Link
        href={inScope(positions, { clientId, accountId })}
        prefetch={false}
        className="underline underline-offset-4"
      >
        Positions when it was first seen
      </Link>
      <RunbookLink name="a-break-is-open" />
      <BreakAct found={found} />
    </header>
  )
}

function Sides({ found }: { readonly found: BreakView }) {
  const { ours, theirs, asset } = found
  const unit = asset ?? undefined
  return (
    <Panel title="Ours and the venue’s">
      <Facts>
        {ours === null && theirs === null ? null : (
          <>
            <Fact label="Our ledger">
              <Amount value={ours} unit={unit} />
            </Fact>
            <Fact label="The venue">
              <Amount value={theirs} unit={unit} />
            </Fact>
            <Fact label="The venue has more by">
              <Amount
                value={ours === null || theirs === null ? null : subtract(theirs, ours)}
                unit={unit}
                className="text-stop"
              />
            </Fact>
          </>
        )}
        <Fact label="Cause">
          <span className="figure text-label text-ink-faint">{found.cause}</span>
          {causeText(found)}
        </Fact>
        <Fact label="Seen by">
          {found.reads} {found.reads === 1 ? 'comparison' : 'comparisons'}
        </Fact>
        <Fact label="Number">
          <span className="figure">{toWireId('break', found.id)}</span>
        </Fact>
      </Facts>
    </Panel>
  )
}

/** What was found, in the words in which it was kept. */
function Evidence({ found: { evidence } }: { readonly found: BreakView }) {
  const facts = Object.entries(evidence)
  if (facts.length === 0) return null
  return (
    <Panel title="Evidence">
      <Facts>
        {facts.map(([name, value]) => (
          <Fact key={name} label={name}>
            <span className="figure whitespace-pre-wrap break-all">
              {typeof value === 'string' ? value : JSON.stringify(value)}
            </span>
          </Fact>
        ))}
      </Facts>
    </Panel>
  )
}
