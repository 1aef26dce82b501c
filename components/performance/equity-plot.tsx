'use client'
import { useEffect, useRef } from 'react'
import 'uplot/dist/uPlot.min.css'
import type { PerformanceView } from '#api/codecs/performance.ts'
import { drawEquity } from './draw-equity.ts'

/** Equity with the deposits under it, and below both how far it stood under its peak. */
export function EquityPlot({ performance }: { readonly performance: PerformanceView }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (box.current === null) return
    return drawEquity(box.current, performance)
  }, [performance])
  return (
    <div
      ref={box}
      role="img"
      aria-label="Equity over time, and below it the drawdown; the numbers are in the table below"
      className="min-h-56 overflow-hidden border-t border-line px-2 py-1"
    />
  )
}
