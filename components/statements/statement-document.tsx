'use client'
import { CircleCheck, CircleX } from 'lucide-react'
import type { Statement } from '#api/codecs/report.ts'
import { Time } from '#components/ui/time.tsx'
import { dateText } from '#components/ui/time-text.ts'
import { Worth } from '#components/ui/worth.tsx'
import { unixMsOf } from '#core/time/time.ts'
import { AssetLedger } from './asset-ledger.tsx'
import { monthName } from './months.ts'
import { type StatementSection, statementSections } from './statement-sections.ts'
import { StatementSummary } from './statement-summary.tsx'

/** A client's month as a document, on screen and on paper. */
export function StatementDocument({ statement }: { readonly statement: Statement }) {
  const sections = statementSections(statement)
  return (
    <article className="statement flex flex-col gap-6">
      <Heading statement={statement} />
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
        <div>
          <p className="text-label text-ink-faint">Value at the end</p>
          <Worth
            value={statement.total}
            unit={statement.currency}
            className="text-figure font-medium"
          />
        </div>
        <Footing sections={sections} lines={statement.lines.length} />
      </div>
      <StatementSummary sections={sections} currency={statement.currency} />
      {sections
        .filter(({ lines }) => lines.length > 0)
        .map((section) => (
          <AssetLedger key={section.asset} section={section} />
        ))}
    </article>
  )
}

function Heading({ statement }: { readonly statement: Statement }) {
  const { month, fromAt, toAt, asOfAt } = statement
  const isRunning = asOfAt < toAt
  const lastDay = isRunning ? asOfAt : unixMsOf(toAt - 1)
  return (
    <header className="flex flex-wrap items-start justify-between gap-4 border-b border-line pb-4">
      <div>
        <h1 className="text-title font-semibold">Statement, {monthName(month)}</h1>
        <p className="mt-1">{statement.clientName}</p>
        <p className="text-ink-soft">{statement.organizationName}</p>
      </div>
      <dl className="grid grid-cols-[auto_auto] gap-x-4 text-ink-soft">
        <dt className="text-ink-faint">From</dt>
        <dd className="figure">{dateText(fromAt)}</dd>
        <dt className="text-ink-faint">To</dt>
        <dd className="figure">{dateText(lastDay)}</dd>
        <dt className="text-ink-faint">As of</dt>
        <dd>
          <Time at={asOfAt} isUtc /> UTC{isRunning ? ', month to date' : ''}
        </dd>
      </dl>
    </header>
  )
}

/** Said by adding up what stands here, not by trusting who sent it. */
function Footing({
  sections,
  lines,
}: {
  readonly sections: readonly StatementSection[]
  readonly lines: number
}) {
  const broken = sections.filter(({ foots }) => !foots).map(({ asset }) => asset)
  if (broken.length > 0) {
    return (
      <p role="alert" className="inline-flex items-center gap-2 text-stop">
        <CircleX aria-hidden size={14} />
        {broken.join(', ')} does not foot: the lines do not lead to the closing balance.
      </p>
    )
  }
  return (
    <p className="inline-flex items-center gap-2 text-proof" data-footing="exact">
      <CircleCheck aria-hidden size={14} />
      {lines} {lines === 1 ? 'line foots' : 'lines foot'} to the ledger, to the last digit
    </p>
  )
}
