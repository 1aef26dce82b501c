'use client'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Price } from '#components/ui/money.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Worth } from '#components/ui/worth.tsx'
import { Exact } from './exact.tsx'
import type { StatementSection } from './statement-sections.ts'

type Props = { readonly sections: readonly StatementSection[]; readonly currency: string }

/** Each asset in one line: what there was, what changed, what there is. */
export function StatementSummary({ sections, currency }: Props) {
  return (
    <Panel title="By asset" className="print:border-0">
      {sections.length === 0 ? (
        <EmptyFace text="Nothing was owned and nothing moved in this month." />
      ) : (
        <Table
          label="By asset"
          columns={columnsIn(currency)}
          rows={sections}
          rowKey={({ asset }) => asset}
          isWhole
        />
      )}
    </Panel>
  )
}

function columnsIn(currency: string): readonly Column<StatementSection>[] {
  return [
    {
      key: 'asset',
      header: 'Asset',
      cell: ({ asset }) => <span className="font-medium">{asset}</span>,
    },
    {
      key: 'opening',
      header: 'Opening',
      isNumber: true,
      cell: ({ opening, decimals }) => <Exact value={opening} decimals={decimals} />,
    },
    {
      key: 'change',
      header: 'Change',
      isNumber: true,
      cell: ({ change, decimals }) => <Exact value={change} decimals={decimals} isSigned />,
    },
    {
      key: 'fees',
      header: 'Fees in it',
      isNumber: true,
      cell: ({ fees, decimals }) => <Exact value={fees} decimals={decimals} />,
    },
    {
      key: 'closing',
      header: 'Closing',
      isNumber: true,
      cell: ({ closing, decimals }) => (
        <Exact value={closing} decimals={decimals} className="font-semibold" />
      ),
    },
    {
      key: 'price',
      header: `Price, ${currency}`,
      isNumber: true,
      cell: ({ markPrice }) => <Price value={markPrice} />,
    },
    {
      key: 'value',
      header: `Value, ${currency}`,
      isNumber: true,
      cell: ({ value }) => <Worth value={value} />,
    },
  ]
}
