'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { DatasetView } from '#api/codecs/datasets.ts'
import { datasetsQuery } from '#browser/queries/research.ts'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { InstrumentName } from '#components/ui/instrument-link.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { ResearchTabs } from './research-tabs.tsx'
import { numberText } from './research-words.ts'

const COLUMNS: readonly Column<DatasetView>[] = [
  {
    key: 'market',
    header: 'Market',
    sortBy: ({ instrumentId }) => instrumentId,
    csv: ({ instrumentId }) => instrumentId,
    cell: ({ datasetId, instrumentId }) => (
      <Link
        href={`/desk/research/datasets/${datasetId}`}
        prefetch={false}
        className="font-medium hover:underline"
      >
        <InstrumentName instrumentId={instrumentId} />
      </Link>
    ),
  },
  {
    key: 'timeframe',
    header: 'Timeframe',
    csv: ({ timeframe }) => timeframe,
    cell: ({ timeframe }) => timeframe,
  },
  {
    key: 'source',
    header: 'Source',
    sortBy: ({ source }) => source,
    csv: ({ source }) => source,
    cell: ({ source, isPublic }) => (
      <span>
        {source} <span className="text-ink-faint">{isPublic ? 'public' : 'imported'}</span>
      </span>
    ),
  },
  {
    key: 'first',
    header: 'From, UTC',
    sortBy: ({ firstAt }) => firstAt,
    cell: ({ firstAt }) => <Time at={firstAt} />,
  },
  {
    key: 'last',
    header: 'To, UTC',
    sortBy: ({ lastAt }) => lastAt,
    cell: ({ lastAt }) => <Time at={lastAt} />,
  },
  countColumn('candles', 'Candles', (quality) => quality.candles),
  countColumn('gaps', 'Gaps', (quality) => quality.gaps),
  countColumn('gapBars', 'Bars missing', (quality) => quality.gapBars),
  {
    key: 'schedule',
    header: 'Fetched',
    csv: ({ schedule }) => schedule?.cron ?? '',
    cell: ({ schedule }) => <Fetched schedule={schedule} />,
  },
  { key: 'quality', header: 'Quality', cell: (dataset) => <Quality dataset={dataset} /> },
]

/** The candles that there are, and what they are worth. */
export function DatasetsPage() {
  const query = useQuery(datasetsQuery())
  return (
    <>
      <h1 className="sr-only">Datasets</h1>
      <Panel title="Datasets" aside={<ResearchTabs />}>
        <Loaded query={query} what="Datasets" rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyFace text="No candles yet. The runner keeps those of every market; files come by “truebook candles import”." />
            ) : (
              <Table
                id="datasets"
                label="Datasets"
                columns={COLUMNS}
                rows={items}
                rowKey={({ datasetId }) => String(datasetId)}
              />
            )
          }
        </Loaded>
      </Panel>
    </>
  )
}

/** What a look at all its candles found. */
export function Quality({ dataset: { quality } }: { readonly dataset: DatasetView }) {
  if (quality === null) return <Badge tone="faint">Not looked at yet</Badge>
  return quality.isFaulty ? <Badge tone="stop">Faulty</Badge> : <Badge tone="proof">Clean</Badge>
}

function Fetched({ schedule }: Pick<DatasetView, 'schedule'>) {
  if (schedule === null) return <span className="text-ink-faint">–</span>
  if (schedule.progress !== null) return <Badge tone="faint">Now</Badge>
  if (schedule.last?.outcome === 'FAILED') return <Badge tone="stop">Failed</Badge>
  return <span className="figure">{schedule.cron}</span>
}

function countColumn(
  key: string,
  header: string,
  countIn: (quality: NonNullable<DatasetView['quality']>) => number,
): Column<DatasetView> {
  const countOf = ({ quality }: DatasetView) => (quality === null ? null : countIn(quality))
  return {
    key,
    header,
    isNumber: true,
    sortBy: countOf,
    csv: (dataset) => countOf(dataset)?.toString() ?? '',
    cell: (dataset) => {
      const count = countOf(dataset)
      return <span className="figure">{count === null ? '–' : numberText(count, 0)}</span>
    },
  }
}
