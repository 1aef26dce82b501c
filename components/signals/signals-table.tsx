'use client'
import Link from 'next/link'
import { useMemo } from 'react'
import type { SignalView } from '#api/codecs/patterns.ts'
import { inScope } from '#browser/scope.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { useScope } from '#browser/use-scope.ts'
import { InstrumentName, marketPath } from '#components/ui/instrument-link.tsx'
import { decimalsOf } from '#components/ui/money-text.ts'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { InstrumentId } from '#core/market/instrument.ts'
import { PATTERN_TITLES } from '#core/patterns/pattern-titles.ts'
import { SignalReasons } from './signal-reasons.tsx'
import { levelText, reasonsText, scoreText } from './signal-words.ts'

type DecimalsOf = (instrumentId: InstrumentId) => number | null

function columnsOf(priceDecimals: DecimalsOf): readonly Column<SignalView>[] {
  const level = (key: 'entry' | 'stop' | 'target', header: string) =>
    numberColumn(
      key,
      header,
      (signal) => signal[key],
      (value, { instrumentId }) => levelText(value, priceDecimals(instrumentId)),
    )
  return [
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
      cell: ({ pattern }) => PATTERN_TITLES[pattern],
    },
    numberColumn('score', 'Score', ({ score }) => score, scoreText),
    level('entry', 'Entry'),
    level('stop', 'Stop'),
    level('target', 'Target'),
    {
      key: 'reasons',
      header: 'Because',
      csv: ({ reasons }) => reasonsText(reasons),
      cell: (signal) => <SignalReasons signal={signal} />,
    },
  ]
}

/** Signals with what made their score; the market leads to the chart in the signal's timeframe. */
export function SignalsTable({ signals }: { readonly signals: readonly SignalView[] }) {
  const instruments = useInstruments()
  const columns = useMemo(
    () =>
      columnsOf((id) => {
        const tick = instruments.get(id)?.priceTick
        return tick === undefined ? null : decimalsOf(tick)
      }),
    [instruments],
  )
  return (
    <Table id="signals" label="Signals" columns={columns} rows={signals} rowKey={({ id }) => id} />
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
  textOf: (value: number, signal: SignalView) => string,
): Column<SignalView> {
  return {
    key,
    header,
    isNumber: true,
    sortBy: read,
    csv: (signal) => `${read(signal)}`,
    cell: (signal) => <span className="figure">{textOf(read(signal), signal)}</span>,
  }
}
