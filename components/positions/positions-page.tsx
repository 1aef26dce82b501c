'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { positionsQuery } from '#browser/queries/positions.ts'
import { inScope, type ScopeChoice, scopeInput } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { FilterField } from '#components/ui/filter-field.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { isFlat } from '#core/portfolio/position.ts'
import { matches, type PositionRow } from './position-row.ts'
import { PositionTable } from './position-table.tsx'
import { positionTotals } from './position-totals.ts'
import { PositionTotalsLine } from './position-totals-line.tsx'
import { type PositionView, positionsPath } from './position-view.ts'
import { usePositionRows } from './use-position-rows.ts'

/** Fills move positions at once; marks are followed at this pace. */
const ASK_EVERY_MS = 3_000
const SKELETON_ROWS = 12
const NONE = [] as const

type Props = {
  readonly scope: ScopeChoice
  readonly view: PositionView
  acts?: (row: PositionRow) => ReactNode
}

/** What is held, what it is worth, what it made, what protects it, and what can be done about it. */
export function PositionsPage({ scope, view, acts }: Props) {
  const query = useQuery({ ...positionsQuery(scopeInput(scope)), refetchInterval: ASK_EVERY_MS })
  const all = usePositionRows(query.data?.items ?? NONE, { scope, basis: view.basis })
  const rows = useMemo(() => all.filter((row) => isShown(row, view)), [all, view])
  return (
    <>
      <h1 className="sr-only">Positions</h1>
      <Panel title="Positions" aside={<Choices scope={scope} view={view} />}>
        <Loaded query={query} what="Positions" rows={SKELETON_ROWS}>
          {() => (
            <>
              {rows.length === 0 ? null : (
                <div className="border-b border-line px-3 py-1.5">
                  <PositionTotalsLine
                    totals={positionTotals(rows)}
                    accountIds={[...new Set(rows.map(({ position }) => position.accountId))]}
                  />
                </div>
              )}
              {rows.length === 0 ? (
                <EmptyFace text={emptyText(view, all.length)} />
              ) : (
                <PositionTable label={LABELS[view.shows]} rows={rows} acts={acts} />
              )}
            </>
          )}
        </Loaded>
      </Panel>
    </>
  )
}

function isShown(row: PositionRow, { shows, filter }: PositionView): boolean {
  return isFlat(row.position) === (shows === 'flat') && matches(row, filter)
}

const LABELS = { open: 'Open positions', flat: 'Flat positions' } as const

function emptyText({ filter, shows }: PositionView, count: number): string {
  if (filter !== '' && count > 0) return `No position matches “${filter}”.`
  return shows === 'open'
    ? 'No open position. A fill opens one.'
    : 'No position has been closed yet.'
}

function Choices({ scope, view }: Pick<Props, 'scope' | 'view'>) {
  const tab = (label: string, change: Partial<PositionView>) => ({
    label,
    href: inScope(positionsPath({ ...view, ...change }), scope),
    isCurrent: Object.entries(change).every(
      ([key, value]) => view[key as keyof PositionView] === value,
    ),
  })
  return (
    <div className="flex flex-wrap items-center gap-3">
      <FilterField
        label="Filter positions"
        placeholder="Market, client, opener"
        value={view.filter}
        pathOf={(filter) => inScope(positionsPath({ ...view, filter }), scope)}
      />
      <LinkTabs
        label="Profit at"
        tabs={[tab('Mark', { basis: 'mark' }), tab('Last', { basis: 'last' })]}
      />
      <LinkTabs
        label="Which positions"
        tabs={[tab('Open', { shows: 'open' }), tab('Flat', { shows: 'flat' })]}
      />
    </div>
  )
}
