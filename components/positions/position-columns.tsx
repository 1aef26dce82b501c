'use client'
import type { PositionFigure } from '#api/codecs/receipt-subject.ts'
import { Figure } from '#components/ui/figure.tsx'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { Amount, Percent, Pnl, Price } from '#components/ui/money.tsx'
import { percentText } from '#components/ui/money-text.ts'
import { OwnerName } from '#components/ui/owner-name.tsx'
import type { Column } from '#components/ui/table.tsx'
import { Age } from '#components/ui/time.tsx'
import { PnlWorth, Worth } from '#components/ui/worth.tsx'
import { absolute } from '#core/money/money.ts'
import { openerText } from './opener-text.ts'
import { type PositionRow, stopDistance } from './position-row.ts'
import { ProtectionCell } from './protection-cell.tsx'

type PositionColumn = Column<PositionRow>

/** The receipt of one of a row's figures. */
function receiptOf(kind: PositionFigure, { position: { bookId, instrumentId } }: PositionRow) {
  return { kind, bookId, instrumentId }
}

/** What is held, at what cost, worth what. */
export const positionColumns: readonly PositionColumn[] = [
  {
    key: 'market',
    header: 'Market',
    cell: ({ position }) => <InstrumentLink instrumentId={position.instrumentId} />,
  },
  {
    key: 'owner',
    header: 'Account',
    cell: ({ position }) => <OwnerName accountId={position.accountId} />,
  },
  {
    key: 'quantity',
    header: 'Quantity',
    isNumber: true,
    cell: (row) => (
      <Amount
        value={row.position.quantity}
        unit={row.instrument?.base}
        receipt={receiptOf('position.quantity', row)}
      />
    ),
  },
  {
    key: 'entry',
    header: 'Average',
    isNumber: true,
    cell: (row) => (
      <Price
        value={row.position.averagePrice}
        tick={row.instrument?.priceTick}
        receipt={receiptOf('position.averagePrice', row)}
      />
    ),
  },
  {
    key: 'price',
    header: 'Price',
    isNumber: true,
    cell: ({ price, instrument }) => (
      <Price
        value={price?.value ?? null}
        tick={instrument?.priceTick}
        proof={price?.isStale ? { kind: 'stale', ageMs: price.ageMs } : undefined}
      />
    ),
  },
  {
    key: 'value',
    header: 'Value',
    isNumber: true,
    cell: (row) => <Worth value={row.value} receipt={receiptOf('position.value', row)} />,
  },
]

/** What it made and would make. */
export const pnlColumns: readonly PositionColumn[] = [
  {
    key: 'unrealized',
    header: 'Unrealised',
    isNumber: true,
    cell: (row) => (
      <PnlWorth value={row.unrealized} receipt={receiptOf('position.unrealizedPnl', row)} />
    ),
  },
  {
    key: 'percent',
    header: '%',
    isNumber: true,
    cell: ({ unrealized, position }) => (
      <Percent
        part={unrealized.kind === 'valued' ? unrealized.amount : null}
        whole={absolute(position.cost)}
      />
    ),
  },
  {
    key: 'realized',
    header: 'Realised',
    isNumber: true,
    cell: (row) => (
      <Pnl value={row.position.realizedPnl} receipt={receiptOf('position.realizedPnl', row)} />
    ),
  },
  {
    key: 'fees',
    header: 'Fees apart',
    isNumber: true,
    cell: (row) => <Fees row={row} />,
  },
]

/** Whether it is safe, whose idea it was and how old it is. */
export const safetyColumns: readonly PositionColumn[] = [
  {
    key: 'protected',
    header: 'Protected',
    isNumber: true,
    cell: (row) => <ProtectionCell row={row} />,
  },
  { key: 'distance', header: 'To stop', isNumber: true, cell: (row) => <Distance row={row} /> },
  {
    key: 'opener',
    header: 'Opened by',
    cell: ({ position }) => <span>{openerText(position.openedBy)}</span>,
  },
  {
    key: 'age',
    header: 'Age',
    isNumber: true,
    cell: ({ position }) => <Age at={position.openedAt} />,
  },
]

function Distance({ row }: { readonly row: PositionRow }) {
  const distance = stopDistance(row)
  return <Figure text={distance === null ? null : percentText(distance.part, distance.whole)} />
}

/** Fees in the quote asset, which the realised profit has lost already, and those in other coins. */
function Fees({ row }: { readonly row: PositionRow }) {
  const { position, instrument } = row
  const { feesQuote, feesOther } = position
  return (
    <span className="inline-flex flex-col items-end">
      <Amount
        value={feesQuote}
        unit={instrument?.quote}
        receipt={receiptOf('position.fees', row)}
      />
      {feesOther.map(({ asset, amount }) => (
        <Amount key={asset} value={amount} unit={asset} />
      ))}
    </span>
  )
}
