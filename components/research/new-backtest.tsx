'use client'
import { FlaskConical } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'

const BacktestDialog = dynamic(() =>
  import('./backtest-dialog.tsx').then((dialog) => dialog.BacktestDialog),
)

/** Opens the form of a new backtest; who may not run any does not see it. */
export function NewBacktest() {
  const [isOpen, setIsOpen] = useState(false)
  if (!useMay('research:run')) return null
  return (
    <>
      <Button tone="primary" onClick={() => setIsOpen(true)}>
        <FlaskConical aria-hidden size={14} />
        New backtest
      </Button>
      {isOpen ? <BacktestDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}
