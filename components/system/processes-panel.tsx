'use client'
import type { SystemView } from '#api/codecs/report.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RunbookLink } from '#components/ui/runbook-link.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Age, Time } from '#components/ui/time.tsx'
import { detailText } from './detail-text.ts'

type Process = SystemView['processes'][number]

const TONES: Readonly<Record<Process['state'], BadgeTone>> = {
  ok: 'plain',
  degraded: 'attention',
  down: 'stop',
}

const COLUMNS: readonly Column<Process>[] = [
  {
    key: 'process',
    header: 'Process',
    cell: ({ process }) => <span className="font-medium">{process}</span>,
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ state }) => <Badge tone={TONES[state]}>{state.toUpperCase()}</Badge>,
  },
  {
    key: 'beat',
    header: 'Last heartbeat',
    isNumber: true,
    cell: ({ beatAt }) => <Age at={beatAt} />,
  },
  { key: 'started', header: 'Started', cell: ({ startedAt }) => <Time at={startedAt} /> },
  {
    key: 'instance',
    header: 'Instance',
    cell: ({ instance }) => <span className="figure text-ink-soft">{instance}</span>,
  },
  {
    key: 'detail',
    header: 'Says',
    cell: ({ detail }) => <span className="text-ink-soft">{detailText(detail)}</span>,
  },
]

/** Which processes live, by their heartbeats. */
export function ProcessesPanel({ processes }: { readonly processes: readonly Process[] }) {
  return (
    <Panel title="Processes" aside={<RunbookLink name="the-runner-is-down" />}>
      {processes.length === 0 ? (
        <EmptyFace text="No process has sent a heartbeat. Start the desk’s runner and gateway." />
      ) : (
        <Table
          label="Processes"
          columns={COLUMNS}
          rows={processes}
          rowKey={({ process, instance }) => `${process}:${instance}`}
        />
      )}
    </Panel>
  )
}
