'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DatasetReportView, DatasetView } from '#api/codecs/datasets.ts'
import { datasetQuery } from '#browser/queries/research.ts'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { Quality } from './datasets-page.tsx'
import { GapLine } from './gap-line.tsx'
import { RUNNING_ASK_MS } from './research-page.tsx'
import { ResearchTabs } from './research-tabs.tsx'
import { numberText } from './research-words.ts'
import { SchedulePanel } from './schedule-panel.tsx'

type Report = DatasetReportView['report']
type Gap = Report['gaps']['ranges'][number]
type Finding = Report['findings'][number]

/** One series of candles: what it is, where it has holes, and everything that is wrong with it. */
export function DatasetPage({ datasetId }: { readonly datasetId: number }) {
  const query = useQuery({
    ...datasetQuery(datasetId),
    refetchInterval: ({ state }) => (isFetchNear(state.data?.dataset) ? RUNNING_ASK_MS : false),
  })
  return (
    <div className="flex flex-col gap-3">
      <h1 className="sr-only">Dataset</h1>
      <Loaded query={query} what="The dataset" rows={8}>
        {({ dataset, reports }) => (
          <>
            <Panel
              title="Dataset"
              aside={
                <div className="flex items-center gap-3">
                  <ResearchTabs />
                  <Quality dataset={dataset} />
                </div>
              }
            >
              <Facts>
                <Fact label="Market">
                  <InstrumentLink instrumentId={dataset.instrumentId} />
                </Fact>
                <Fact label="Timeframe">{dataset.timeframe}</Fact>
                <Fact label="Source">{dataset.source}</Fact>
                <Fact label="Span">
                  <Time at={dataset.firstAt} /> to <Time at={dataset.lastAt} />
                </Fact>
                <Fact label="Kept">
                  <Keeping dataset={dataset} />
                </Fact>
              </Facts>
            </Panel>
            {dataset.isPublic && dataset.timeframe === '1m' ? (
              <SchedulePanel dataset={dataset} />
            ) : null}
            {reports.length === 0 ? (
              <Panel title="Report">
                <EmptyFace text="Nobody has looked at these candles yet: the next scan does." />
              </Panel>
            ) : (
              reports.map((report) => <ReportPanel key={report.kind} report={report} />)
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

/** While it is fetched, and when that is about to begin. */
function isFetchNear(dataset: DatasetView | undefined): boolean {
  const schedule = dataset?.schedule ?? null
  return schedule !== null && (schedule.progress !== null || schedule.last === null)
}

/** How long candles stay, and what has gone. */
function Keeping({ dataset: { keeping } }: { readonly dataset: DatasetView }) {
  const { keepDays, dropped } = keeping
  return (
    <span>
      {keepDays === null ? 'for ever' : `${numberText(keepDays, 0)} days, longer bars for ever`}
      {dropped === null ? null : (
        <>
          ; {numberText(dropped.candles, 0)} dropped before <Time at={dropped.toAt} />
        </>
      )}
    </span>
  )
}

function ReportPanel({ report: { kind, fileName, hash, reportedAt, report } }: ReportProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const { ranges, count, bars } = report.gaps
  return (
    <Panel
      title={kind === 'SCAN' ? 'All candles' : `Imported from ${fileName}`}
      aside={<Time at={reportedAt} />}
    >
      <GapLine report={report} onChoose={(index) => setChosen(gapKey(ranges[index]))} />
      <Facts>
        <Fact label="Rows">{numberText(report.rows, 0)}</Fact>
        <Fact label="Candles">{numberText(report.candles, 0)}</Fact>
        <Fact label="Gaps">
          {numberText(count, 0)}, {numberText(bars, 0)} bars missing
        </Fact>
        <Fact label="SHA-256">
          <span className="figure break-all">{hash}</span>
        </Fact>
      </Facts>
      {report.findings.length === 0 ? null : (
        <Table
          label="What was found"
          columns={FINDING_COLUMNS}
          rows={report.findings}
          rowKey={(finding) => finding.kind}
        />
      )}
      {ranges.length === 0 ? null : (
        <Table
          label="Gaps"
          columns={GAP_COLUMNS}
          rows={ranges}
          rowKey={(gap) => gapKey(gap) ?? ''}
          selectedKey={chosen}
        />
      )}
    </Panel>
  )
}

type ReportProps = { readonly report: DatasetReportView }

function gapKey(gap: Gap | undefined): string | null {
  return gap === undefined ? null : String(gap.firstAt)
}

const FINDING_COLUMNS: readonly Column<Finding>[] = [
  {
    key: 'kind',
    header: 'Found',
    cell: ({ says, isFault }) => (
      <span className="inline-flex items-center gap-2">
        <Badge tone={isFault ? 'stop' : 'faint'}>{isFault ? 'Fault' : 'Note'}</Badge>
        {says}
      </span>
    ),
  },
  {
    key: 'count',
    header: 'Times',
    isNumber: true,
    cell: ({ count }) => <span className="figure">{numberText(count, 0)}</span>,
  },
  {
    key: 'examples',
    header: 'For example',
    cell: ({ examples }) => (
      <span className="text-ink-soft">
        {examples.map(({ line, found }) => `line ${line}: ${found}`).join('; ')}
      </span>
    ),
  },
]

const GAP_COLUMNS: readonly Column<Gap>[] = [
  { key: 'first', header: 'First missing, UTC', cell: ({ firstAt }) => <Time at={firstAt} /> },
  { key: 'last', header: 'Last missing, UTC', cell: ({ lastAt }) => <Time at={lastAt} /> },
  {
    key: 'bars',
    header: 'Bars',
    isNumber: true,
    cell: ({ bars }) => <span className="figure">{numberText(bars, 0)}</span>,
  },
]
