'use client'
import { useEffect, useRef } from 'react'
import 'uplot/dist/uPlot.min.css'
import { drawEquity, type EquityCurve } from './draw-equity.ts'

/** Equity with what it is compared with, and below both how far it stood under its peak. Give a curve that stays. */
export function EquityPlot({ curve }: { readonly curve: EquityCurve }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (box.current === null) return
    return drawEquity(box.current, curve)
  }, [curve])
  return (
    <div
      ref={box}
      role="img"
      aria-label="Equity over time, and below it the drawdown; the numbers are in the table below"
      className="min-h-56 overflow-hidden border-t border-line px-2 py-1"
    />
  )
}
