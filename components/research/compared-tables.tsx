'use client'
import { useMemo } from 'react'
import type { MetricView } from '#api/codecs/research.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import {
  type Compared,
  type ComparedMetric,
  comparedMetrics,
  type Difference,
  differencesOf,
} from './compare-runs.ts'
import { metricText } from './research-words.ts'

type Props = { readonly a: Compared; readonly b: Compared }

const DIFFERENCE_COLUMNS: readonly Column<Difference>[] = [
  { key: 'name', header: 'What', cell: ({ name }) => name },
  { key: 'a', header: 'A', cell: ({ a }) => <span className="figure break-all">{a}</span> },
  { key: 'b', header: 'B', cell: ({ b }) => <span className="figure break-all">{b}</span> },
]

/** Parameters, assumptions and hashes, where they are not the same. */
export function Differences({ a, b }: Props) {
  const differences = useMemo(() => differencesOf(a, b), [a, b])
  return (
    <Panel title="What differs">
      {differences.length === 0 ? (
        <EmptyFace text="Nothing: the same terms and the same hashes, so the same result." />
      ) : (
        <Table
          label="What differs"
          columns={DIFFERENCE_COLUMNS}
          rows={differences}
          rowKey={({ name }) => name}
        />
      )}
    </Panel>
  )
}

const METRIC_COLUMNS: readonly Column<ComparedMetric>[] = [
  { key: 'title', header: 'Figure', cell: ({ a }) => <span title={a.definition}>{a.title}</span> },
  { key: 'a', header: 'A', isNumber: true, cell: ({ a }) => <Value metric={a} /> },
  { key: 'b', header: 'B', isNumber: true, cell: ({ b }) => <Value metric={b} /> },
  {
    key: 'difference',
    header: 'B less A',
    isNumber: true,
    cell: ({ a, b }) => <Value metric={{ ...a, value: lessOf(b, a) }} />,
  },
]

/** Every figure of both, with their difference. */
export function ComparedMetrics({ a, b }: Props) {
  const metrics = useMemo(() => comparedMetrics(a, b), [a, b])
  return (
    <Panel title="Figures">
      <Table label="Figures" columns={METRIC_COLUMNS} rows={metrics} rowKey={(row) => row.a.name} />
    </Panel>
  )
}

function lessOf(one: MetricView, other: MetricView): number | null {
  return one.value === null || other.value === null ? null : one.value - other.value
}

function Value({ metric }: { readonly metric: MetricView }) {
  const text = metricText(metric)
  return (
    <span className="figure" title={text === null ? (metric.reason ?? undefined) : undefined}>
      {text ?? 'n/a'}
    </span>
  )
}
