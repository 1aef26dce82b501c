'use client'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { scopeOfSearch } from '#browser/scope.ts'
import { Dock } from '#components/dock/dock.tsx'
import { PositionActDialog } from '#components/orders/position-act-dialog.tsx'
import { PositionActs } from '#components/orders/position-acts.tsx'
import type { PositionRow } from '#components/positions/position-row.ts'

// Each list is loaded with its tab: most pages keep the blotter closed.
const FillList = dynamic(async () => (await import('#components/fills/fill-list.tsx')).FillList)
const OpenOrderList = dynamic(
  async () => (await import('#components/orders/open-order-list.tsx')).OpenOrderList,
)
const OpenPositionList = dynamic(
  async () => (await import('#components/positions/open-position-list.tsx')).OpenPositionList,
)
const TransferList = dynamic(
  async () => (await import('#components/transfers/transfer-list.tsx')).TransferList,
)

const acts = ({ position }: PositionRow) => <PositionActs position={position} />

/** The blotter of the desk, in the scope of the address. */
export function DeskDock() {
  const scope = scopeOfSearch(useSearchParams())
  return (
    <>
      <PositionActDialog />
      <Dock
        contents={{
          positions: <OpenPositionList scope={scope} acts={acts} />,
          orders: <OpenOrderList scope={scope} />,
          fills: <FillList scope={scope} />,
          transfers: <TransferList scope={scope} />,
        }}
      />
    </>
  )
}
