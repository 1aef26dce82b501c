'use client'
import Link from 'next/link'
import { useMemo } from 'react'
import type { HitRateView, PatternStatsView } from '#api/codecs/patterns.ts'
import { inScope } from '#browser/scope.ts'
import { useScope } from '#browser/use-scope.ts'
import { InstrumentName, marketPath } from '#components/ui/instrument-link.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { timeframeMs } from '#core/market/candle.ts'
import { PATTERN_TITLES } from '#core/patterns/pattern-titles.ts'
import { OUTCOMES_MIN } from '#core/signals/hit-rate.ts'
import { RateLine } from './rate-line.tsx'
import { partText } from './signal-words.ts'

const COLUMNS: readonly Column<PatternStatsView>[] = [
  {
    key: 'market',
    header: 'Market',
    sortBy: ({ instrumentId }) => instrumentId,
    csv: ({ instrumentId }) => instrumentId,
    cell: (stats) => <ChartLink stats={stats} />,
  },
  {
    key: 'timeframe',
    header: 'Timeframe',
    sortBy: ({ timeframe }) => timeframeMs[timeframe],
    csv: ({ timeframe }) => timeframe,
    cell: ({ timeframe }) => timeframe,
  },
  {
    key: 'kind',
    header: 'Pattern',
    sortBy: ({ kind }) => PATTERN_TITLES[kind],
    csv: ({ kind }) => kind,
    cell: ({ kind }) => PATTERN_TITLES[kind],
  },
  countColumn('count', 'Trades over'),
  countColumn('hits', 'Hits'),
  {
    key: 'rate',
    header: 'Hit rate',
    isNumber: true,
    sortBy: ({ hitRate }) => (hitRate.kind === 'known' ? hitRate.rate : null),
    csv: ({ hitRate }) => (hitRate.kind === 'known' ? `${hitRate.rate}` : 'n/a'),
    cell: ({ hitRate }) => <Rate hitRate={hitRate} />,
  },
  {
    key: 'interval',
    header: '95 % interval',
    sortBy: ({ hitRate }) => (hitRate.kind === 'known' ? hitRate.low : null),
    csv: ({ hitRate }) => (hitRate.kind === 'known' ? `${hitRate.low} ${hitRate.high}` : 'n/a'),
    cell: ({ hitRate }) => <Interval hitRate={hitRate} />,
  },
]

/** One row a market, timeframe and kind; of a market the shortest timeframe first, as they are everywhere. */
export function HitRatesTable({ stats }: { readonly stats: readonly PatternStatsView[] }) {
  const rows = useMemo(() => stats.toSorted(byMarketAndTimeframe), [stats])
  return <Table id="hit-rates" label="Hit rates" columns={COLUMNS} rows={rows} rowKey={keyOf} />
}

function byMarketAndTimeframe(a: PatternStatsView, b: PatternStatsView): number {
  if (a.instrumentId !== b.instrumentId) return a.instrumentId < b.instrumentId ? -1 : 1
  return timeframeMs[a.timeframe] - timeframeMs[b.timeframe]
}

function keyOf({ instrumentId, timeframe, kind }: PatternStatsView): string {
  return `${instrumentId} ${timeframe} ${kind}`
}

function ChartLink({ stats: { instrumentId, timeframe } }: { readonly stats: PatternStatsView }) {
  const scope = useScope()
  return (
    <Link
      href={inScope(`${marketPath(instrumentId)}?timeframe=${timeframe}`, scope)}
      prefetch={false}
      className="font-medium hover:underline"
    >
      <InstrumentName instrumentId={instrumentId} />
    </Link>
  )
}

function Rate({ hitRate }: { readonly hitRate: HitRateView }) {
  if (hitRate.kind === 'known') return <span className="figure">{partText(hitRate.rate)}</span>
  return (
    <span className="text-ink-faint" title={`Of fewer than ${OUTCOMES_MIN} nothing can be said.`}>
      n/a
    </span>
  )
}

function Interval({ hitRate }: { readonly hitRate: HitRateView }) {
  if (hitRate.kind === 'n/a') return null
  const { low, high } = hitRate
  return (
    <span className="flex items-center gap-2 max-sm:justify-end">
      <RateLine hitRate={hitRate} />
      <span className="figure text-ink-soft">
        {partText(low)} to {partText(high)}
      </span>
    </span>
  )
}

function countColumn(key: 'count' | 'hits', header: string): Column<PatternStatsView> {
  return {
    key,
    header,
    isNumber: true,
    sortBy: ({ hitRate }) => hitRate[key],
    csv: ({ hitRate }) => `${hitRate[key]}`,
    cell: ({ hitRate }) => <span className="figure">{hitRate[key].toLocaleString('en-US')}</span>,
  }
}
