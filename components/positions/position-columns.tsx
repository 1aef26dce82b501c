'use client'
import { Figure } from '#components/ui/figure.tsx'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { percentText } from '#components/ui/money-text.ts'
import { OwnerName } from '#components/ui/owner-name.tsx'
import type { Column } from '#components/ui/table.tsx'
import { Age } from '#components/ui/time.tsx'
import { type Amount, type Decimal, formatDecimal } from '#core/money/money.ts'
import { toIso } from '#core/time/time.ts'
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
    sortBy: ({ position }) => position.instrumentId,
    csv: ({ position }) => position.instrumentId,
  },
  {
    key: 'owner',
    header: 'Account',
    cell: ({ position }) => <OwnerName accountId={position.accountId} />,
    sortBy: ownerText,
    csv: ownerText,
  },
  {
    key: 'quantity',
    header: 'Quantity',
    isNumber: true,
    cell: (row) => <HeldQuantity row={row} />,
    csv: ({ position }) => formatDecimal(position.quantity),
  },
  {
    key: 'entry',
    header: 'Average',
    isNumber: true,
    cell: (row) => <AveragePrice row={row} />,
    csv: ({ position }) => decimalText(position.averagePrice),
  },
  {
    key: 'price',
    header: 'Price',
    isNumber: true,
    cell: (row) => <MarketPrice row={row} />,
    csv: ({ price }) => decimalText(price?.value ?? null),
  },
  {
    key: 'value',
    header: 'Value',
    isNumber: true,
    cell: (row) => <PositionWorth row={row} />,
    sortBy: ({ value }) => amountOf(value),
    csv: ({ value }) => decimalText(amountOf(value)),
  },
]

/** What it made and would make. */
export const pnlColumns: readonly PositionColumn[] = [
  {
    key: 'unrealized',
    header: 'Unrealised',
    isNumber: true,
    cell: (row) => <Unrealized row={row} />,
    sortBy: ({ unrealized }) => amountOf(unrealized),
    csv: ({ unrealized }) => decimalText(amountOf(unrealized)),
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
    sortBy: ({ position }) => position.realizedPnl,
    csv: ({ position }) => formatDecimal(position.realizedPnl),
  },
  {
    key: 'fees',
    header: 'Fees in quote',
    isNumber: true,
    cell: (row) => <Fees row={row} />,
    isOptional: true,
    csv: ({ position }) => formatDecimal(position.feesQuote),
  },
]

/** Whether it is safe, whose idea it was and how old it is. */
export const safetyColumns: readonly PositionColumn[] = [
  {
    key: 'protected',
    header: 'Protected',
    isNumber: true,
    cell: (row) => <ProtectionCell row={row} />,
    sortBy: ({ protection }) => protection?.quantity ?? null,
    csv: ({ protection }) => decimalText(protection?.quantity ?? null),
  },
  { key: 'distance', header: 'To stop', isNumber: true, cell: (row) => <Distance row={row} /> },
  {
    key: 'opener',
    header: 'Opened by',
    cell: ({ position }) => <span>{openerText(position.openedBy)}</span>,
    sortBy: ({ position }) => openerText(position.openedBy),
    csv: ({ position }) => openerText(position.openedBy),
  },
  {
    key: 'age',
    header: 'Age',
    isNumber: true,
    cell: ({ position }) => <Age at={position.openedAt} />,
    sortBy: ({ position }) => position.openedAt,
    csv: ({ position }) => (position.openedAt === null ? null : toIso(position.openedAt)),
  },
]

function Distance({ row }: { readonly row: PositionRow }) {
  const distance = stopDistance(row)
  return <Figure text={distance === null ? null : percentText(distance.part, distance.whole)} />
}

function ownerText({ owner }: PositionRow): string {
  return owner === null ? '' : `${owner.clientName} / ${owner.account.name}`
}

function amountOf(value: PositionRow['value']): Amount | null {
  return value.kind === 'valued' ? value.amount : null
}

function decimalText(value: Decimal | null): string | null {
  return value === null ? null : formatDecimal(value)
}
