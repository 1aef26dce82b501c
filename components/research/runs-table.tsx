'use client'
import Link from 'next/link'
import { toWireId } from '#api/codecs/id.ts'
import type { ResearchRunView } from '#api/codecs/research.ts'
import { Badge } from '#components/ui/badge.tsx'
import { InstrumentName } from '#components/ui/instrument-link.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { numberText } from './research-words.ts'
import { RunState } from './run-state.tsx'
import { SignedPart } from './signed-part.tsx'

export function runPath(runId: string): string {
  return `/desk/research/${toWireId('researchRun', runId)}`
}

/** `fast 10, slow 30`; of a sweep `fast 5 to 20 by 5, slow 30`. */
export function parametersText({
  parameters,
  grid,
}: Pick<ResearchRunView, 'parameters' | 'grid'>): string {
  return Object.entries(parameters)
    .map(([name, value]) => {
      const range = grid?.[name]
      return range === undefined
        ? `${name} ${value}`
        : `${name} ${range.from} to ${range.to} by ${range.step}`
    })
    .join(', ')
}

const COLUMNS: readonly Column<ResearchRunView>[] = [
  {
    key: 'strategy',
    header: 'Strategy',
    sortBy: ({ strategy }) => strategy,
    csv: ({ strategy }) => strategy,
    cell: ({ id, kind, strategy }) => (
      <span className="inline-flex items-center gap-2">
        <Link href={runPath(id)} prefetch={false} className="font-medium hover:underline">
          {strategy}
        </Link>
        {kind === 'SWEEP' ? (
          <Badge title="Of a sweep the figures are its best.">sweep</Badge>
        ) : null}
      </span>
    ),
  },
  {
    key: 'parameters',
    header: 'Parameters',
    csv: parametersText,
    cell: (run) => <span className="text-ink-soft">{parametersText(run) || 'none'}</span>,
  },
  {
    key: 'market',
    header: 'Market',
    sortBy: ({ instrumentId }) => instrumentId,
    csv: ({ instrumentId }) => instrumentId,
    cell: ({ instrumentId, timeframe }) => (
      <span>
        <InstrumentName instrumentId={instrumentId} />{' '}
        <span className="text-ink-faint">{timeframe}</span>
      </span>
    ),
  },
  { key: 'state', header: 'State', cell: (run) => <RunState run={run} /> },
  numberColumn(
    'return',
    'Return',
    ({ returned }) => returned,
    (value) => <SignedPart value={value} />,
  ),
  numberColumn(
    'drawdown',
    'Deepest drawdown',
    ({ drawdownMax }) => -drawdownMax,
    (value) => <SignedPart value={value} />,
  ),
  numberColumn(
    'sharpe',
    'Sharpe',
    ({ sharpe }) => sharpe,
    (value) => <Plain text={value === null ? null : numberText(value)} />,
  ),
  numberColumn(
    'trades',
    'Trades',
    ({ trades }) => trades,
    (value) => <Plain text={value === null ? null : numberText(value, 0)} />,
  ),
  {
    key: 'at',
    header: 'Asked, UTC',
    sortBy: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
]

/** Runs with what came of them. */
export function RunsTable({ runs }: { readonly runs: readonly ResearchRunView[] }) {
  return (
    <Table
      id="research-runs"
      label="Backtests"
      columns={COLUMNS}
      rows={runs}
      rowKey={({ id }) => id}
    />
  )
}

function numberColumn(
  key: string,
  header: string,
  valueIn: (summary: NonNullable<ResearchRunView['summary']>) => number | null,
  draw: (value: number | null) => React.ReactNode,
): Column<ResearchRunView> {
  const valueOfRun = ({ summary }: ResearchRunView) => (summary === null ? null : valueIn(summary))
  return {
    key,
    header,
    isNumber: true,
    sortBy: valueOfRun,
    csv: (run) => valueOfRun(run)?.toString() ?? '',
    cell: (run) => draw(valueOfRun(run)),
  }
}

function Plain({ text }: { readonly text: string | null }) {
  return <span className="figure">{text ?? '–'}</span>
}
