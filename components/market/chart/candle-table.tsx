'use client'
import { useMemo } from 'react'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Candle } from '#core/market/candle.ts'
import { useCell } from './cell.ts'
import type { ChartCells } from './chart-cells.ts'
import { chartNumber, chartVolume } from './chart-number.ts'
import type { CandleFeed } from './use-candle-history.ts'

/** The table shows as many candles, the newest first. */
export const CANDLES_IN_TABLE = 50

/** The last candles as text: what the chart shows, for who does not see it. */
export function CandleTable({
  feed,
  cells,
  decimals,
  label,
}: {
  readonly feed: CandleFeed
  readonly cells: ChartCells
  readonly decimals: number
  readonly label: string
}) {
  useCell(cells.version)
  const columns = useMemo(() => columnsOf(decimals), [decimals])
  const rows = feed.history.candles.slice(-CANDLES_IN_TABLE).toReversed()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <Table label={label} columns={columns} rows={rows} rowKey={({ openAt }) => `${openAt}`} />
    </div>
  )
}

function columnsOf(decimals: number): readonly Column<Candle>[] {
  const price = (key: 'open' | 'high' | 'low' | 'close', header: string): Column<Candle> => ({
    key,
    header,
    isNumber: true,
    cell: (candle) => <span className="figure">{chartNumber(candle[key], decimals)}</span>,
  })
  return [
    { key: 'openAt', header: 'Opened', cell: ({ openAt }) => <Time at={openAt} /> },
    price('open', 'Open'),
    price('high', 'High'),
    price('low', 'Low'),
    price('close', 'Close'),
    {
      key: 'volume',
      header: 'Volume',
      isNumber: true,
      cell: ({ volume }) => <span className="figure">{chartVolume(volume)}</span>,
    },
  ]
}
