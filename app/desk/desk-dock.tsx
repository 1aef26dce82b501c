'use client'
import { useSearchParams } from 'next/navigation'
import { scopeOfSearch } from '#browser/scope.ts'
import { Dock } from '#components/dock/dock.tsx'
import { FillList } from '#components/fills/fill-list.tsx'
import { OpenOrderList } from '#components/orders/open-order-list.tsx'
import { PositionActs } from '#components/orders/position-acts.tsx'
import { OpenPositionList } from '#components/positions/open-position-list.tsx'
import type { PositionRow } from '#components/positions/position-row.ts'
import { TransferList } from '#components/transfers/transfer-list.tsx'

const acts = ({ position }: PositionRow) => <PositionActs position={position} />

/** The blotter of the desk, in the scope of the address. */
export function DeskDock() {
  const scope = scopeOfSearch(useSearchParams())
  return (
    <Dock
      contents={{
        positions: <OpenPositionList scope={scope} acts={acts} />,
        orders: <OpenOrderList scope={scope} />,
        fills: <FillList scope={scope} />,
        transfers: <TransferList scope={scope} />,
      }}
    />
  )
}
