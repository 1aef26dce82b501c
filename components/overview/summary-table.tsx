'use client'
import Link from 'next/link'
import type { Overview, Totals } from '#api/codecs/report.ts'
import { totalReceipt } from '#browser/receipt-of.ts'
import { inScope, type ScopeChoice } from '#browser/scope.ts'
import { Figure } from '#components/ui/figure.tsx'
import { Stripe } from '#components/ui/stripe.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { useTotalProof } from '#components/ui/use-total-proof.ts'
import { PnlWorth, Worth } from '#components/ui/worth.tsx'

export type SummaryRow = {
  readonly id: string
  readonly name: string
  readonly stripe: number
  readonly scope: ScopeChoice
  readonly totals: Totals
}

/** Rows whose sums are the totals above them; each opens the level below. */
export function SummaryTable({
  overview,
  rows,
  label,
}: {
  readonly overview: Overview
  readonly rows: readonly SummaryRow[]
  readonly label: string
}) {
  return (
    <Table
      label={label}
      columns={columnsOf(label, overview.currency)}
      rows={rows}
      rowKey={({ id }) => id}
    />
  )
}

function columnsOf(label: string, currency: string): readonly Column<SummaryRow>[] {
  return [
    { key: 'name', header: label, cell: (row) => <NameLink row={row} /> },
    {
      key: 'equity',
      header: `Equity, ${currency}`,
      isNumber: true,
      cell: (row) => <Equity row={row} />,
    },
    {
      key: 'unrealized',
      header: 'Unrealised P&L',
      isNumber: true,
      cell: (row) => <RowPnl row={row} figure="unrealizedPnl" />,
    },
    {
      key: 'realized',
      header: 'Realised P&L',
      isNumber: true,
      cell: (row) => <RowPnl row={row} figure="realizedPnl" />,
    },
    countColumn('open', 'Open orders', ({ openOrders }) => openOrders),
    countColumn('inDoubt', 'In doubt', ({ inDoubtOrders }) => inDoubtOrders),
    countColumn('breaks', 'Breaks', ({ openBreaks }) => openBreaks),
  ]
}

function Equity({ row: { totals, scope } }: { readonly row: SummaryRow }) {
  return (
    <Worth
      value={totals.equity}
      proof={useTotalProof(scope)}
      receipt={totalReceipt('overview.equity', scope)}
    />
  )
}

function RowPnl({
  row: { totals, scope },
  figure,
}: {
  readonly row: SummaryRow
  readonly figure: 'unrealizedPnl' | 'realizedPnl'
}) {
  return (
    <PnlWorth
      value={totals[figure]}
      proof={useTotalProof(scope)}
      receipt={totalReceipt(`overview.${figure}`, scope)}
    />
  )
}

function NameLink({ row: { name, stripe, scope } }: { readonly row: SummaryRow }) {
  return (
    <span className="inline-flex items-center gap-2 align-middle">
      <Stripe mark={stripe} />
      <Link href={inScope('/desk', scope)} prefetch={false} className="hover:underline">
        {name}
      </Link>
    </span>
  )
}

function countColumn(
  key: string,
  header: string,
  count: (totals: Totals) => number | null,
): Column<SummaryRow> {
  return {
    key,
    header,
    isNumber: true,
    cell: ({ totals }) => <Figure text={count(totals)?.toString() ?? null} />,
  }
}
