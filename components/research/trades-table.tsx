'use client'
import type { BacktestResultView, BacktestTradeView } from '#api/codecs/research.ts'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { numberText } from './research-words.ts'

const COLUMNS: readonly Column<BacktestTradeView>[] = [
  {
    key: 'entry',
    header: 'Entered, UTC',
    sortBy: ({ entryTime }) => entryTime,
    csv: ({ entryTime }) => String(entryTime),
    cell: ({ entryTime }) => <Time at={entryTime} />,
  },
  {
    key: 'exit',
    header: 'Left, UTC',
    sortBy: ({ exitTime }) => exitTime,
    csv: ({ exitTime }) => String(exitTime),
    cell: ({ exitTime }) => <Time at={exitTime} />,
  },
  {
    key: 'side',
    header: 'Side',
    csv: ({ side }) => side,
    cell: ({ side }) => <span className="font-medium">{side === 'long' ? 'Long' : 'Short'}</span>,
  },
  numberColumn('quantity', 'Quantity', 6, ({ quantity }) => quantity),
  numberColumn('entryPrice', 'Entry', 2, ({ entryPrice }) => entryPrice),
  numberColumn('exitPrice', 'Exit', 2, ({ exitPrice }) => exitPrice),
  numberColumn('fees', 'Fees', 2, ({ fees }) => fees),
  numberColumn('pnl', 'Profit and loss', 2, ({ pnl }) => pnl),
  numberColumn('r', 'R', 2, ({ r }) => r),
  {
    key: 'reason',
    header: 'Left by',
    csv: ({ exitReason }) => exitReason,
    cell: ({ exitReason, ambiguous }) => (
      <span className="inline-flex items-center gap-1">
        {exitReason}
        {ambiguous ? (
          <Badge tone="attention" title="Its bar allows another outcome; the worse was assumed.">
            ambiguous
          </Badge>
        ) : null}
      </span>
    ),
  },
]

/** Every trade; of very many the newest. */
export function TradesTable({
  result: { trades, tradeCount },
}: {
  readonly result: BacktestResultView
}) {
  const title =
    trades.length < tradeCount
      ? `Trades, the newest ${numberText(trades.length, 0)} of ${numberText(tradeCount, 0)}`
      : 'Trades'
  return (
    <Panel title={title}>
      {trades.length === 0 ? (
        <EmptyFace text="There were no trades." />
      ) : (
        <Table
          id="research-trades"
          label="Trades"
          columns={COLUMNS}
          rows={trades}
          rowKey={({ entryTime, exitTime, side }) => `${entryTime} ${exitTime} ${side}`}
        />
      )}
    </Panel>
  )
}

function numberColumn(
  key: string,
  header: string,
  digits: number,
  numberOf: (trade: BacktestTradeView) => number | null,
): Column<BacktestTradeView> {
  return {
    key,
    header,
    isNumber: true,
    sortBy: numberOf,
    csv: (trade) => numberOf(trade)?.toString() ?? '',
    cell: (trade) => {
      const value = numberOf(trade)
      return <span className="figure">{value === null ? '–' : numberText(value, digits)}</span>
    },
  }
}
