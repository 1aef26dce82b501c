'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import type { PositionView } from '#api/codecs/portfolio.ts'
import { positionsQuery } from '#browser/queries/positions.ts'
import { usePositionAct } from '#browser/stores/position-act.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { useOwners } from '#browser/use-owners.ts'
import { Dialog } from '#components/ui/dialog.tsx'

const PositionOrderForm = dynamic(
  async () => (await import('./position-order-form.tsx')).PositionOrderForm,
  { ssr: false },
)

/** The question about a position, once for the desk: it stays to tell the end when the position's row is gone. */
export function PositionActDialog() {
  const isAsked = usePositionAct(({ asked }) => asked !== null)
  // Asks for nothing before that: a query that the frame began is not filled by what the page was sent with.
  return isAsked ? <Question /> : null
}

function Question() {
  const { asked, ask, close } = usePositionAct()
  const instruments = useInstruments()
  const owners = useOwners()
  const instrument = asked === null ? undefined : instruments.get(asked.position.instrumentId)
  const owner = asked === null ? undefined : owners.get(asked.position.accountId)
  const held = useHeldNow(asked?.position)
  const isKnown = asked !== null && instrument !== undefined && owner !== undefined
  return (
    <Dialog
      title={isKnown ? `${instrument.base}-${instrument.quote} · ${owner.clientName}` : 'Position'}
      isOpen={isKnown}
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      {isKnown ? (
        <PositionOrderForm
          key={asked.act}
          act={asked.act}
          held={held ?? asked.position}
          instrument={instrument}
          owner={owner}
          onAct={(act) => ask(asked.position, act)}
        />
      ) : null}
    </Dialog>
  )
}

/** The position as it is now: what was asked about may have been traded since, and is not asked about again. */
function useHeldNow(asked: PositionView | undefined): PositionView | undefined {
  const accountId = asked?.accountId ?? ''
  const query = useQuery({ ...positionsQuery({ accountId }), enabled: asked !== undefined })
  return query.data?.items.find(
    ({ bookId, instrumentId }) => bookId === asked?.bookId && instrumentId === asked.instrumentId,
  )
}
