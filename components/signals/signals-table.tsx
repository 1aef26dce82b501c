'use client'
import Link from 'next/link'
import type { SignalView } from '#api/codecs/patterns.ts'
import { inScope } from '#browser/scope.ts'
import { useScope } from '#browser/use-scope.ts'
import { InstrumentName, marketPath } from '#components/ui/instrument-link.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { KIND_WORDS, levelText, reasonsText, scoreText } from './signal-words.ts'

const COLUMNS: readonly Column<SignalView>[] = [
  {
    key: 'at',
    header: 'Known, UTC',
    sortBy: ({ at }) => at,
    cell: ({ at }) => <Time at={at} />,
  },
  {
    key: 'market',
    header: 'Market',
    sortBy: ({ instrumentId }) => instrumentId,
    csv: ({ instrumentId }) => instrumentId,
    cell: (signal) => <ChartLink signal={signal} />,
  },
  {
    key: 'direction',
    header: 'Expects',
    sortBy: ({ direction }) => direction,
    csv: ({ direction }) => `${direction}`,
    cell: ({ direction }) =>
      direction === 1 ? (
        <span className="text-up">Higher</span>
      ) : (
        <span className="text-down">Lower</span>
      ),
  },
  {
    key: 'pattern',
    header: 'Pattern',
    sortBy: ({ pattern }) => pattern,
    csv: ({ pattern }) => pattern,
    cell: ({ pattern }) => KIND_WORDS[pattern],
  },
  numberColumn('score', 'Score', ({ score }) => score, scoreText),
  numberColumn('entry', 'Entry', ({ entry }) => entry, levelText),
  numberColumn('stop', 'Stop', ({ stop }) => stop, levelText),
  numberColumn('target', 'Target', ({ target }) => target, levelText),
  {
    key: 'reasons',
    header: 'Because',
    csv: ({ reasons }) => reasonsText(reasons),
    cell: ({ reasons }) => (
      <span
        className="block max-w-140 truncate text-ink-soft max-sm:max-w-60 max-sm:whitespace-normal"
        title={reasonsText(reasons)}
      >
        {reasonsText(reasons)}
      </span>
    ),
  },
]

/** Signals with what made their score; the market leads to the chart in the signal's timeframe. */
export function SignalsTable({ signals }: { readonly signals: readonly SignalView[] }) {
  return (
    <Table id="signals" label="Signals" columns={COLUMNS} rows={signals} rowKey={({ id }) => id} />
  )
}

function ChartLink({ signal: { instrumentId, timeframe } }: { readonly signal: SignalView }) {
  const scope = useScope()
  return (
    <Link
      href={inScope(`${marketPath(instrumentId)}?timeframe=${timeframe}`, scope)}
      prefetch={false}
      className="font-medium hover:underline"
    >
      <InstrumentName instrumentId={instrumentId} />{' '}
      <span className="font-normal text-ink-faint">{timeframe}</span>
    </Link>
  )
}

function numberColumn(
  key: string,
  header: string,
  read: (signal: SignalView) => number,
  textOf: (value: number) => string,
): Column<SignalView> {
  return {
    key,
    header,
    isNumber: true,
    sortBy: read,
    csv: (signal) => `${read(signal)}`,
    cell: (signal) => <span className="figure">{textOf(read(signal))}</span>,
  }
}
