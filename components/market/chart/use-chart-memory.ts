'use client'
import { useMemo } from 'react'
import { usePreference } from '#browser/use-preference.ts'
import { useNotice } from '#components/ui/toasts.tsx'
import type { InstrumentId } from '#core/market/instrument.ts'
import { type ChartMemory, chartMemoryKey, chartMemorySchema, FRESH_CHART } from './chart-memory.ts'
import { DRAWINGS_MAX, type Drawing } from './drawings.ts'
import { INDICATORS_MAX, type IndicatorChoice } from './indicator-choice.ts'

/** The person's indicators and drawings of a market, and how they are changed. Kept with every change. */
export function useChartMemory(instrumentId: InstrumentId) {
  const [memory, set] = usePreference<ChartMemory>(
    chartMemoryKey(instrumentId),
    chartMemorySchema,
    FRESH_CHART,
  )
  const notify = useNotice()
  const acts = useMemo(() => {
    const setDrawings = (change: (before: readonly Drawing[]) => readonly Drawing[]) =>
      set((before) => ({ ...before, drawings: change(before.drawings) }))
    return {
      putDrawing: (drawing: Drawing) =>
        setDrawings((before) => {
          if (before.some(({ id }) => id === drawing.id)) {
            return before.map((each) => (each.id === drawing.id ? drawing : each))
          }
          if (before.length < DRAWINGS_MAX) return [...before, drawing]
          notify({ title: `A chart keeps ${DRAWINGS_MAX} drawings. Delete one first.` })
          return before
        }),
      removeDrawing: (id: string) =>
        setDrawings((before) => before.filter((each) => each.id !== id)),
      hideDrawings: (areDrawingsHidden: boolean) =>
        set((before) => ({ ...before, areDrawingsHidden })),
      showPatterns: (arePatternsShown: boolean) =>
        set((before) => ({ ...before, arePatternsShown })),
      setIndicators: (indicators: readonly IndicatorChoice[]) =>
        set((before) => ({ ...before, indicators: indicators.slice(0, INDICATORS_MAX) })),
    }
  }, [set, notify])
  return { memory, ...acts }
}
