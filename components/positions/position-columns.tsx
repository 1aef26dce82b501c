'use client'
import { Figure } from '#components/ui/figure.tsx'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { percentText } from '#components/ui/money-text.ts'
import { OwnerName } from '#components/ui/owner-name.tsx'
import type { Column } from '#components/ui/table.tsx'
import { Age } from '#components/ui/time.tsx'
import { openerText } from './opener-text.ts'
import {
  AveragePrice,
  Fees,
  HeldQuantity,
  MarketPrice,
  PositionWorth,
  Realized,
  Unrealized,
  UnrealizedPercent,
} from './position-figures.tsx'
import { type PositionRow, stopDistance } from './position-row.ts'
import { ProtectionCell } from './protection-cell.tsx'

type PositionColumn = Column<PositionRow>

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
    cell: (row) => <HeldQuantity row={row} />,
  },
  {
    key: 'entry',
    header: 'Average',
    isNumber: true,
    cell: (row) => <AveragePrice row={row} />,
  },
  {
    key: 'price',
    header: 'Price',
    isNumber: true,
    cell: (row) => <MarketPrice row={row} />,
  },
  {
    key: 'value',
    header: 'Value',
    isNumber: true,
    cell: (row) => <PositionWorth row={row} />,
  },
]

/** What it made and would make. */
export const pnlColumns: readonly PositionColumn[] = [
  {
    key: 'unrealized',
    header: 'Unrealised',
    isNumber: true,
    cell: (row) => <Unrealized row={row} />,
  },
  {
    key: 'percent',
    header: '%',
    isNumber: true,
    cell: (row) => <UnrealizedPercent row={row} />,
  },
  {
    key: 'realized',
    header: 'Realised',
    isNumber: true,
    cell: (row) => <Realized row={row} />,
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
