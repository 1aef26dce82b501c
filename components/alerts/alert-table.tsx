'use client'
import type { AlertView } from '#api/codecs/alert.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { RunbookLink } from '#components/ui/runbook-link.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { ALERT_KINDS } from '#core/alerts/alert-kinds.ts'

const COLUMNS: readonly Column<AlertView>[] = [
  { key: 'raised', header: 'Since, UTC', cell: ({ raisedAt }) => <Time at={raisedAt} /> },
  {
    key: 'severity',
    header: 'State',
    cell: (alert) => <Badge tone={toneOf(alert)}>{stateOf(alert)}</Badge>,
  },
  {
    key: 'title',
    header: 'What',
    cell: ({ kind }) => <span className="font-medium">{ALERT_KINDS[kind].title}</span>,
  },
  {
    key: 'whose',
    header: 'Whose',
    cell: ({ clientName, accountName }) =>
      [clientName, accountName].filter((name) => name !== null).join(' / '),
  },
  {
    key: 'subject',
    header: 'About',
    cell: ({ subject }) => <span className="figure text-ink-faint break-all">{subject}</span>,
  },
  {
    key: 'cleared',
    header: 'Over, UTC',
    cell: ({ clearedAt }) => (clearedAt === null ? null : <Time at={clearedAt} />),
  },
  {
    key: 'help',
    header: 'Help',
    isNumber: true,
    cell: ({ kind }) => <RunbookLink name={ALERT_KINDS[kind].runbook} />,
  },
]

/** What stands and what stood. */
export function AlertTable({ alerts }: { readonly alerts: readonly AlertView[] }) {
  return <Table label="Alerts" columns={COLUMNS} rows={alerts} rowKey={({ id }) => id} />
}

function stateOf({ clearedAt, severity }: AlertView): string {
  return clearedAt === null ? severity.toUpperCase() : 'OVER'
}

function toneOf({ clearedAt, severity }: AlertView): BadgeTone {
  if (clearedAt !== null) return 'faint'
  return severity === 'page' ? 'stop' : 'attention'
}
