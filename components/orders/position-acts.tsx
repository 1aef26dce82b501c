'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { PositionView } from '#api/codecs/portfolio.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { useMay } from '#browser/use-may.ts'
import { useOwners } from '#browser/use-owners.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { isFlat } from '#core/portfolio/position.ts'
import type { PositionAct } from './position-order.ts'

const PositionOrderForm = dynamic(
  async () => (await import('./position-order-form.tsx')).PositionOrderForm,
  { ssr: false },
)

/** The acts of an open position: one press opens the question, the next one sends. */
export function PositionActs({ position }: { readonly position: PositionView }) {
  const mayPlace = useMay('orders:place')
  const instrument = useInstruments().get(position.instrumentId)
  const owner = useOwners().get(position.accountId)
  const [act, setAct] = useState<PositionAct | null>(null)
  if (!mayPlace || isFlat(position) || !instrument || !owner) return null
  const name = `${instrument.base}-${instrument.quote}`
  return (
    <span className="inline-flex gap-1">
      <Button isSmall onClick={() => setAct('close')} aria-label={`Close ${name}`}>
        Close
      </Button>
      <Button isSmall tone="quiet" onClick={() => setAct('stop')} aria-label={`Protect ${name}`}>
        Protect
      </Button>
      <Dialog
        title={`${name} · ${owner.clientName}`}
        isOpen={act !== null}
        onOpenChange={(isOpen) => setAct(isOpen ? act : null)}
      >
        {act === null ? null : (
          <PositionOrderForm
            key={act}
            act={act}
            held={position}
            instrument={instrument}
            owner={owner}
            onAct={setAct}
          />
        )}
      </Dialog>
    </span>
  )
}
