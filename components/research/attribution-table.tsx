'use client'
import type { BacktestResultView } from '#api/codecs/research.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { numberText } from './research-words.ts'

type Part = BacktestResultView['attribution'][number]

const BY_WORDS: Readonly<Record<Part['by'], string>> = {
  exitReason: 'Left by',
  signal: 'Signal',
  tag: 'Tag',
  side: 'Side',
}

const COLUMNS: readonly Column<Part>[] = [
  {
    key: 'by',
    header: 'By',
    csv: ({ by }) => by,
    cell: ({ by, key }) => (
      <span>
        <span className="text-ink-faint">{BY_WORDS[by]}</span> {key}
      </span>
    ),
  },
  {
    key: 'trades',
    header: 'Trades',
    isNumber: true,
    csv: ({ trades }) => String(trades),
    cell: ({ trades }) => <span className="figure">{numberText(trades, 0)}</span>,
  },
  {
    key: 'won',
    header: 'Won',
    isNumber: true,
    csv: ({ won }) => String(won),
    cell: ({ won }) => <span className="figure">{numberText(won, 0)}</span>,
  },
  {
    key: 'pnl',
    header: 'Profit and loss',
    isNumber: true,
    csv: ({ pnl }) => String(pnl),
    cell: ({ pnl }) => <span className="figure">{numberText(pnl)}</span>,
  },
]

/** Where profit and loss came from; each way of telling is all of it. */
export function AttributionTable({ parts }: { readonly parts: readonly Part[] }) {
  return (
    <Panel title="Where it came from">
      {parts.length === 0 ? (
        <EmptyFace text="There were no trades." />
      ) : (
        <Table
          label="Where it came from"
          columns={COLUMNS}
          rows={parts}
          rowKey={({ by, key }) => `${by} ${key}`}
        />
      )}
    </Panel>
  )
}
