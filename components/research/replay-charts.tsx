'use client'
import { useCallback } from 'react'
import type { BacktestResultView, ResearchRunView } from '#api/codecs/research.ts'
import { drawKnownEquity } from './draw-known-equity.ts'
import { drawReplay } from './draw-replay.ts'
import { DrawnCanvas } from './drawn-canvas.tsx'
import type { ReplayState } from './replay-state.ts'

type Props = {
  readonly run: ResearchRunView
  readonly result: BacktestResultView
  readonly state: ReplayState
  priceText(price: number): string
}

/** The newest bars with what was bought and sold, and equity below them. */
export function ReplayCharts({ run, result, state, priceText }: Props) {
  const { cash } = run.assumptions
  const { equity: points, firstAt, lastAt } = result
  const { at } = state
  const drawBars = useCallback(
    (canvas: HTMLCanvasElement) => drawReplay(canvas, state, priceText),
    [state, priceText],
  )
  const drawCurve = useCallback(
    (canvas: HTMLCanvasElement) => drawKnownEquity(canvas, { points, cash, firstAt, lastAt, at }),
    [points, cash, firstAt, lastAt, at],
  )
  return (
    <>
      <DrawnCanvas
        label="Bars up to now, with what was bought and sold; the figures are below"
        className="block h-72 w-full"
        draw={drawBars}
      />
      <DrawnCanvas
        label="Equity up to now; the figure is below"
        className="block h-16 w-full border-t border-line"
        draw={drawCurve}
      />
    </>
  )
}
