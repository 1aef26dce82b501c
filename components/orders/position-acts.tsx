'use client'
import type { PositionView } from '#api/codecs/portfolio.ts'
import { usePositionAct } from '#browser/stores/position-act.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { isFlat } from '#core/portfolio/position.ts'

/** The acts of an open position: one press opens the question, the next one sends. */
export function PositionActs({ position }: { readonly position: PositionView }) {
  const mayPlace = useMay('orders:place')
  const instrument = useInstruments().get(position.instrumentId)
  const ask = usePositionAct((store) => store.ask)
  if (!mayPlace || isFlat(position) || !instrument) return null
  const name = `${instrument.base}-${instrument.quote}`
  return (
    <span className="inline-flex gap-1">
      <Button isSmall onClick={() => ask(position, 'close')} aria-label={`Close ${name}`}>
        Close
      </Button>
      <Button
        isSmall
        tone="quiet"
        onClick={() => ask(position, 'stop')}
        aria-label={`Protect ${name}`}
      >
        Protect
      </Button>
    </span>
  )
}
