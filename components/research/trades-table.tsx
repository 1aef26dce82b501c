'use client'
import { useMemo } from 'react'
import type { BacktestResultView, BacktestTradeView } from '#api/codecs/research.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { decimalsOf } from '#components/ui/money-text.ts'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { InstrumentId } from '#core/market/instrument.ts'
import { numberText } from './research-words.ts'

type Digits = { readonly price: number; readonly quantity: number }

const MONEY_DIGITS = 2

function columnsOf(digits: Digits): readonly Column<BacktestTradeView>[] {
  return [
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
    numberColumn('quantity', 'Quantity', digits.quantity, ({ quantity }) => quantity),
    numberColumn('entryPrice', 'Entry', digits.price, ({ entryPrice }) => entryPrice),
    numberColumn('exitPrice', 'Exit', digits.price, ({ exitPrice }) => exitPrice),
    numberColumn('fees', 'Fees', MONEY_DIGITS, ({ fees }) => fees),
    numberColumn('pnl', 'Profit and loss', MONEY_DIGITS, ({ pnl }) => pnl),
    numberColumn('r', 'R', MONEY_DIGITS, ({ r }) => r),
    {
      key: 'reason',
      header: 'Left by',
      csv: ({ exitReason }) => exitReason,
      cell: (trade) => <LeftBy trade={trade} />,
    },
  ]
}

function LeftBy({ trade: { exitReason, ambiguous } }: { readonly trade: BacktestTradeView }) {
  return (
    <span className="inline-flex items-center gap-1">
      {exitReason}
      {ambiguous ? (
        <Badge tone="attention" title="Its bar allows another outcome; the worse was assumed.">
          ambiguous
        </Badge>
      ) : null}
    </span>
  )
}

/** Every trade, in the steps of its market; of very many the newest. A press on one shows it on the chart. */
export function TradesTable({
  instrumentId,
  result: { trades, tradeCount },
  onReplay,
}: {
  readonly instrumentId: InstrumentId
  readonly result: BacktestResultView
  onReplay(at: number): void
}) {
  const instrument = useInstruments().get(instrumentId)
  const columns = useMemo(
    () =>
      columnsOf({
        price: instrument === undefined ? MONEY_DIGITS : decimalsOf(instrument.priceTick),
        quantity: instrument === undefined ? MONEY_DIGITS : decimalsOf(instrument.quantityLot),
      }),
    [instrument],
  )
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
          columns={columns}
          rows={trades}
          onOpen={({ exitTime }) => onReplay(exitTime)}
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
