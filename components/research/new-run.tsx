'use client'
import { FlaskConical, Grid3x3 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'

const BacktestDialog = dynamic(() =>
  import('./backtest-dialog.tsx').then((dialog) => dialog.BacktestDialog),
)
const SweepDialog = dynamic(() => import('./sweep-dialog.tsx').then((dialog) => dialog.SweepDialog))

/** Opens the form of a new backtest or a new sweep; who may not run any does not see it. */
export function NewRun() {
  const [open, setOpen] = useState<'backtest' | 'sweep' | null>(null)
  if (!useMay('research:run')) return null
  const close = () => setOpen(null)
  return (
    <>
      <Button onClick={() => setOpen('sweep')}>
        <Grid3x3 aria-hidden size={14} />
        New sweep
      </Button>
      <Button tone="primary" onClick={() => setOpen('backtest')}>
        <FlaskConical aria-hidden size={14} />
        New backtest
      </Button>
      {open === 'backtest' ? <BacktestDialog onClose={close} /> : null}
      {open === 'sweep' ? <SweepDialog onClose={close} /> : null}
    </>
  )
}
