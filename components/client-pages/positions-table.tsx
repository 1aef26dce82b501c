'use client'
import type { PositionView } from '#api/codecs/portfolio.ts'
import { positionReceipt as receiptOf } from '#browser/receipt-of.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { useOwners } from '#browser/use-owners.ts'
import type { Proof } from '#components/ui/figure.tsx'
import { InstrumentName } from '#components/ui/instrument-link.tsx'
import { Amount, Pnl, Price } from '#components/ui/money.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { type Proofs, useProof } from '#components/ui/use-proof.ts'
import { PnlWorth, Worth } from '#components/ui/worth.tsx'
import type { Instrument } from '#core/market/instrument.ts'

type Props = { readonly label: string; readonly positions: readonly PositionView[] }

/** Positions with their cost and their profit or loss, in each market's quote asset. */
export function PositionsTable({ label, positions }: Props) {
  const instruments = useInstruments()
  const owners = useOwners()
  const proofs = useProof()
  const columns: readonly Column<PositionView>[] = [
    {
      key: 'instrument',
      header: 'Market',
      cell: ({ instrumentId }) => (
        <span>
          <InstrumentName instrumentId={instrumentId} />
        </span>
      ),
    },
    {
      key: 'account',
      header: 'Account',
      cell: ({ accountId }) => owners.get(accountId)?.account.name ?? '…',
    },
    ...figureColumns((position) => instruments.get(position.instrumentId), proofs),
  ]
  return (
    <Table
      label={label}
      columns={columns}
      rows={positions}
      rowKey={({ bookId, instrumentId }) => `${bookId}:${instrumentId}`}
    />
  )
}

function figureColumns(
  instrumentOf: (position: PositionView) => Instrument | undefined,
  proofs: Proofs,
): readonly Column<PositionView>[] {
  return [
    {
      key: 'quantity',
      header: 'Quantity',
      isNumber: true,
      cell: (position) => (
        <Amount
          value={position.quantity}
          unit={instrumentOf(position)?.base}
          proof={proofs.position(position)}
          receipt={receiptOf('position.quantity', position)}
        />
      ),
    },
    {
      key: 'average',
      header: 'Average price',
      isNumber: true,
      cell: (position) => (
        <Price
          value={position.averagePrice}
          tick={instrumentOf(position)?.priceTick}
          receipt={receiptOf('position.averagePrice', position)}
        />
      ),
    },
    {
      key: 'mark',
      header: 'Mark',
      isNumber: true,
      cell: (position) => <Mark position={position} instrument={instrumentOf(position)} />,
    },
    {
      key: 'value',
      header: 'Value',
      isNumber: true,
      cell: (position) => (
        <Worth
          value={position.value}
          unit={instrumentOf(position)?.quote}
          proof={proofs.ofPosition(position)}
          receipt={receiptOf('position.value', position)}
        />
      ),
    },
    {
      key: 'unrealized',
      header: 'Unrealised P&L',
      isNumber: true,
      cell: (position) => (
        <PnlWorth
          value={position.unrealizedPnl}
          proof={proofs.ofPosition(position)}
          receipt={receiptOf('position.unrealizedPnl', position)}
        />
      ),
    },
    {
      key: 'realized',
      header: 'Realised P&L',
      isNumber: true,
      cell: (position) => (
        <Pnl
          value={position.realizedPnl}
          proof={proofs.ofPosition(position)}
          receipt={receiptOf('position.realizedPnl', position)}
        />
      ),
    },
  ]
}

function Mark({
  position: { mark },
  instrument,
}: {
  readonly position: PositionView
  readonly instrument: Instrument | undefined
}) {
  if (mark.kind === 'unmarked') return <Price value={null} />
  const proof: Proof | undefined = mark.isStale ? { kind: 'stale', ageMs: mark.ageMs } : undefined
  return <Price value={mark.price} tick={instrument?.priceTick} proof={proof} />
}
