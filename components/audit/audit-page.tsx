'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditEventView } from '#api/codecs/audit.ts'
import { auditPagesQuery } from '#browser/queries/audit.ts'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { LoadedPages } from '#components/ui/loaded-pages.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { AUDIT_ABOUT, type AuditAbout, auditInput } from './audit-filter.ts'
import { detailText } from './detail-text.ts'

const COLUMNS: readonly Column<AuditEventView>[] = [
  { key: 'at', header: 'Time, UTC', cell: ({ at }) => <Time at={at} /> },
  {
    key: 'actor',
    header: 'Who',
    cell: ({ actorName, actorKind, actorId }) => (
      <span title={`${actorKind} ${actorId}`}>{actorName ?? actorKind}</span>
    ),
  },
  { key: 'action', header: 'Did', cell: ({ action }) => <code className="figure">{action}</code> },
  {
    key: 'target',
    header: 'To',
    cell: ({ targetKind, targetId }) => (
      <span title={targetId}>
        {targetKind} <span className="figure text-ink-faint">{targetId.slice(-8)}</span>
      </span>
    ),
  },
  {
    key: 'detail',
    header: 'How',
    cell: ({ data }) => (
      <span
        className="block max-w-120 truncate text-ink-soft max-sm:max-w-60 max-sm:whitespace-normal"
        title={detailText(data)}
      >
        {detailText(data)}
      </span>
    ),
  },
  {
    key: 'request',
    header: 'Request',
    isNumber: true,
    cell: ({ requestId }) => (
      <span className="figure text-ink-faint select-all" title={requestId}>
        {requestId.slice(-12)}
      </span>
    ),
  },
]

/** Everything that was done in the firm: who, what, to what, how, under which request. */
export function AuditPage({ about }: { readonly about: AuditAbout }) {
  const query = useInfiniteQuery(auditPagesQuery(auditInput(about)))
  const tabs = AUDIT_ABOUT.map(([name, label]) => ({
    label,
    href: name === null ? '/admin/audit' : `/admin/audit?about=${name}`,
    isCurrent: name === about,
  }))
  return (
    <>
      <h1 className="sr-only">Audit</h1>
      <Panel title="Audit" aside={<LinkTabs label="About what" tabs={tabs} />}>
        <LoadedPages
          query={query}
          what="The audit"
          rows={12}
          empty="Nothing of this kind was done."
        >
          {(events) => (
            <Table label="Audit" columns={COLUMNS} rows={events} rowKey={({ id }) => id} />
          )}
        </LoadedPages>
      </Panel>
    </>
  )
}
