'use client'
import { useMemo } from 'react'
import type { PositionView } from '#api/codecs/portfolio.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { Amount, Percent, Pnl, Price } from '#components/ui/money.tsx'
import { OwnerName } from '#components/ui/owner-name.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { PnlWorth, Worth } from '#components/ui/worth.tsx'
import type { Instrument, InstrumentId } from '#core/market/instrument.ts'
import { absolute } from '#core/money/money.ts'

const LEFT_TO_THE_PAGE: readonly string[] = ['market', 'realized', 'fees', 'since']

type Instruments = ReadonlyMap<InstrumentId, Instrument>

/** Positions with what they cost, what they are worth now and what they made. */
export function PositionTable({
  label,
  positions,
  isOneMarket = false,
}: {
  readonly label: string
  readonly positions: readonly PositionView[]
  /** Where the page says which market, the rows do not, and what is long ago is left to the positions page. */
  readonly isOneMarket?: boolean
}) {
  const instruments = useInstruments()
  const columns = useMemo(
    () =>
      columnsOf(instruments).filter(({ key }) => !isOneMarket || !LEFT_TO_THE_PAGE.includes(key)),
    [instruments, isOneMarket],
  )
  return (
    <Table
      label={label}
      columns={columns}
      rows={positions}
      rowKey={({ bookId, instrumentId }) => `${bookId} ${instrumentId}`}
    />
  )
}

function columnsOf(instruments: Instruments): readonly Column<PositionView>[] {
  const tickOf = ({ instrumentId }: PositionView) => instruments.get(instrumentId)?.priceTick
  const baseOf = ({ instrumentId }: PositionView) => instruments.get(instrumentId)?.base
  return [
    {
      key: 'market',
      header: 'Market',
      cell: ({ instrumentId }) => <InstrumentLink instrumentId={instrumentId} />,
    },
    {
      key: 'owner',
      header: 'Account',
      cell: ({ accountId }) => <OwnerName accountId={accountId} />,
    },
    {
      key: 'quantity',
      header: 'Quantity',
      isNumber: true,
      cell: (position) => <Amount value={position.quantity} unit={baseOf(position)} />,
    },
    {
      key: 'entry',
      header: 'Average price',
      isNumber: true,
      cell: (position) => <Price value={position.averagePrice} tick={tickOf(position)} />,
    },
    {
      key: 'mark',
      header: 'Mark',
      isNumber: true,
      cell: (position) => <MarkPrice position={position} tick={tickOf(position)} />,
    },
    {
      key: 'value',
      header: 'Value',
      isNumber: true,
      cell: ({ value }) => <Worth value={value} />,
    },
    ...pnlColumns(),
    {
      key: 'since',
      header: 'Since',
      isNumber: true,
      cell: ({ openedAt }) => <Time at={openedAt} />,
    },
  ]
}

function pnlColumns(): readonly Column<PositionView>[] {
  return [
    {
      key: 'unrealized',
      header: 'Unrealised P&L',
      isNumber: true,
      cell: ({ unrealizedPnl }) => <PnlWorth value={unrealizedPnl} />,
    },
    {
      key: 'percent',
      header: '%',
      isNumber: true,
      cell: ({ unrealizedPnl, cost }) => (
        <Percent
          part={unrealizedPnl.kind === 'valued' ? unrealizedPnl.amount : null}
          whole={absolute(cost)}
        />
      ),
    },
    {
      key: 'realized',
      header: 'Realised P&L',
      isNumber: true,
      cell: ({ realizedPnl }) => <Pnl value={realizedPnl} />,
    },
    {
      key: 'fees',
      header: 'Fees',
      isNumber: true,
      cell: (position) => <Fees position={position} />,
    },
  ]
}

function MarkPrice({
  position: { mark },
  tick,
}: {
  readonly position: PositionView
  readonly tick: Instrument['priceTick'] | undefined
}) {
  if (mark.kind === 'unmarked') return <Price value={null} />
  const proof = mark.isStale ? ({ kind: 'stale', ageMs: mark.ageMs } as const) : undefined
  return <Price value={mark.price} tick={tick} proof={proof} />
}

function Fees({ position: { feesQuote, feesOther } }: { readonly position: PositionView }) {
  return (
    <span className="inline-flex flex-col items-end">
      <Amount value={feesQuote} />
      {feesOther.map(({ asset, amount }) => (
        <Amount key={asset} value={amount} unit={asset} />
      ))}
    </span>
  )
}
