'use client'
import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { scopeOfSearch } from '#browser/scope.ts'
import { PositionActs } from '#components/orders/position-acts.tsx'
import type { PositionRow } from '#components/positions/position-row.ts'
import { positionViewOf } from '#components/positions/position-view.ts'
import { PositionsPage } from '#components/positions/positions-page.tsx'

const acts = ({ position }: PositionRow) => <PositionActs position={position} />

/** Positions with what can be done about them, as the address says. */
export function PositionsWithActs() {
  const search = useSearchParams()
  const view = useMemo(() => positionViewOf(Object.fromEntries(search)), [search])
  return <PositionsPage scope={scopeOfSearch(search)} view={view} acts={acts} />
}
