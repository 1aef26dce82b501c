'use client'
import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { BacktestResultView, ResearchRunView } from '#api/codecs/research.ts'
import type { RunBarsView } from '#api/codecs/run-bars.ts'
import { runBarsQuery } from '#browser/queries/research.ts'
import { timeframeMs } from '#core/market/candle.ts'
import { unixMsOf } from '#core/time/time.ts'
import {
  pageSpan,
  pagesAround,
  type ReplayState,
  replayBarsOf,
  replayStateAt,
  slotAt,
  slotsOf,
  stepFrom,
} from './replay-state.ts'

export type Replay = {
  /** Null while its bars are read. */
  readonly state: ReplayState | null
  readonly error: Error | null
  readonly slot: number
  readonly slots: number
  readonly isPlaying: boolean
  go(slot: number): void
  step(steps: number): void
  play(isPlaying: boolean): void
}

type Input = {
  readonly run: ResearchRunView
  readonly result: BacktestResultView
  /** The open of the bar it begins with. */
  readonly fromAt: number
  readonly barsPerSecond: number
}

const SECOND_MS = 1_000

/** Steps through a run bar by bar. Bars are read a page at a time, the next one before it is needed. */
export function useReplay({ run, result, fromAt, barsPerSecond }: Input): Replay {
  const { firstAt, lastAt } = result
  const step = timeframeMs[run.timeframe]
  const span = useMemo(() => ({ firstAt, lastAt, timeframeMs: step }), [firstAt, lastAt, step])
  const slots = slotsOf(span)
  const [slot, setSlot] = useState(() => slotAt(span, fromAt))
  const [isPlaying, setIsPlaying] = useState(false)
  const { pages, error } = useQueries({
    queries: pagesAround(span, slot).map((page) => {
      const { from, to } = pageSpan(span, page)
      return runBarsQuery({ runId: run.id, from: unixMsOf(from), to: unixMsOf(to) })
    }),
    combine: pagesOf,
  })
  const bars = useMemo(() => (pages === null ? null : replayBarsOf(pages)), [pages])
  const state = useMemo(
    () =>
      bars === null
        ? null
        : replayStateAt(result, bars, { openAt: firstAt + slot * step, timeframeMs: step }),
    [bars, result, firstAt, slot, step],
  )
  const stepBy = (steps: number) => {
    if (bars !== null) setSlot((from) => stepFrom(bars, span, { slot: from, steps }))
  }
  useEffect(() => {
    if (!isPlaying || bars === null) return
    const timer = setInterval(
      () => setSlot((from) => stepFrom(bars, span, { slot: from, steps: 1 })),
      SECOND_MS / barsPerSecond,
    )
    return () => clearInterval(timer)
  }, [isPlaying, bars, span, barsPerSecond])
  const isAtEnd = slot === slots - 1
  return {
    state,
    error,
    slot,
    slots,
    isPlaying: isPlaying && !isAtEnd,
    go: (to) => setSlot(Math.max(0, Math.min(slots - 1, to))),
    step: stepBy,
    play: setIsPlaying,
  }
}

/** Every page in order; null until all of them are there. */
function pagesOf(answers: readonly UseQueryResult<RunBarsView>[]) {
  const pages = answers.flatMap(({ data }) => data ?? [])
  return {
    pages: pages.length === answers.length ? pages : null,
    error: answers.find((answer) => answer.error !== null)?.error ?? null,
  }
}
