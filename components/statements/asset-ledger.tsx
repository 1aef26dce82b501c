'use client'
import { Figure } from '#components/ui/figure.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { isZero } from '#core/money/money.ts'
import { Exact } from './exact.tsx'
import type { StatementLine, StatementSection } from './statement-sections.ts'

type Row =
  | { readonly kind: 'opening' | 'closing' }
  | { readonly kind: 'line'; readonly key: string; readonly line: StatementLine }

/** One asset's lines between its opening and its closing balance, each with the balance after it. */
export function AssetLedger({ section }: { readonly section: StatementSection }) {
  const lines = section.lines.map((line, index) => ({
    kind: 'line' as const,
    // A transaction may touch several books; its place in the month is its own.
    key: `${line.transactionId}:${index}`,
    line,
  }))
  const rows: readonly Row[] = [{ kind: 'opening' }, ...lines, { kind: 'closing' }]
  return (
    // Times, words and figures begin at the same place whatever the asset; edges have no empty lines on phones.
    <Panel
      title={section.asset}
      className="max-sm:[&_td:empty]:hidden sm:[&_td:nth-child(2)]:w-full print:border-0"
    >
      <Table
        label={`${section.asset}, line by line`}
        columns={columnsOf(section)}
        rows={rows}
        rowKey={(row) => (row.kind === 'line' ? row.key : row.kind)}
        isWhole
      />
    </Panel>
  )
}

function columnsOf(section: StatementSection): readonly Column<Row>[] {
  const { decimals } = section
  return [
    {
      key: 'at',
      header: 'Time, UTC',
      cell: (row) =>
        row.kind === 'line' ? <Time at={row.line.at} isUtc /> : <Edge kind={row.kind} />,
    },
    {
      key: 'what',
      header: 'What',
      cell: (row) =>
        row.kind === 'line' ? <span className="text-ink-soft">{row.line.description}</span> : null,
    },
    {
      key: 'account',
      header: 'Account',
      cell: (row) => (row.kind === 'line' ? row.line.accountName : null),
    },
    {
      key: 'fee',
      header: 'Fee in it',
      isNumber: true,
      cell: (row) => (row.kind === 'line' ? <Fee line={row.line} decimals={decimals} /> : null),
    },
    {
      key: 'amount',
      header: 'Amount',
      isNumber: true,
      cell: (row) => <Change row={row} section={section} />,
    },
    {
      key: 'balance',
      header: 'Balance',
      isNumber: true,
      cell: (row) => <Balance row={row} section={section} />,
    },
  ]
}

function Edge({ kind }: { readonly kind: 'opening' | 'closing' }) {
  return <span className="font-semibold">{kind === 'opening' ? 'Opening' : 'Closing'}</span>
}

/** A line's amount; their sum at the end. */
function Change({ row, section }: { readonly row: Row; readonly section: StatementSection }) {
  const { decimals, change } = section
  if (row.kind === 'line') {
    const { transactionId, bookId, asset, amount } = row.line
    const receipt = { kind: 'statement.line', transactionId, bookId, asset } as const
    return <Exact value={amount} decimals={decimals} receipt={receipt} isSigned />
  }
  if (row.kind === 'opening') return null
  return <Exact value={change} decimals={decimals} isSigned className="font-semibold" />
}

function Balance({ row, section }: { readonly row: Row; readonly section: StatementSection }) {
  if (row.kind === 'line') return <Exact value={row.line.balance} decimals={section.decimals} />
  return <Exact value={section[row.kind]} decimals={section.decimals} className="font-semibold" />
}

function Fee({ line, decimals }: { readonly line: StatementLine; readonly decimals: number }) {
  return isZero(line.fee) ? (
    <Figure text="0" className="text-ink-faint" />
  ) : (
    <Exact value={line.fee} decimals={decimals} />
  )
}
