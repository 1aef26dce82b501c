'use client'
import { useCallback, useState } from 'react'
import type { BacktestResultView, ResearchRunView } from '#api/codecs/research.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/field.tsx'
import { decimalsOf } from '#components/ui/money-text.ts'
import { Panel } from '#components/ui/panel.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { ReplayCharts } from './replay-charts.tsx'
import { ReplayControls } from './replay-controls.tsx'
import { ReplayFacts } from './replay-facts.tsx'
import { PAGE_BARS, pressReplayKey } from './replay-keys.ts'
import { numberText } from './research-words.ts'
import { useReplay } from './use-replay.ts'

const SPEEDS = [2, 8, 30] as const
const PRICE_DIGITS = 2

type Props = {
  readonly run: ResearchRunView
  readonly result: BacktestResultView
  /** The open of the bar it begins with. */
  readonly fromAt: number
  onClose(): void
}

/**
 * The run bar by bar: bars, trades and equity as they were known when each bar had closed. Arrow keys step, space
 * plays, Home and End go to the ends.
 */
export function ReplayPanel({ run, result, fromAt, onClose }: Props) {
  const [barsPerSecond, setBarsPerSecond] = useState<number>(SPEEDS[1])
  const replay = useReplay({ run, result, fromAt, barsPerSecond })
  const instrument = useInstruments().get(run.instrumentId)
  const digits = instrument === undefined ? PRICE_DIGITS : decimalsOf(instrument.priceTick)
  const priceText = useCallback((price: number) => numberText(price, digits), [digits])
  return (
    <Panel title="Replay" aside={<Button onClick={onClose}>Back to the result</Button>}>
      <div className="flex flex-col gap-2 p-3">
        <Problem error={replay.error} />
        {replay.state === null ? (
          <p className="h-96 text-ink-faint">Reading bars…</p>
        ) : (
          <>
            <ReplayCharts run={run} result={result} state={replay.state} priceText={priceText} />
            <ReplayFacts state={replay.state} priceText={priceText} />
          </>
        )}
        <div
          role="toolbar"
          aria-label="Replay"
          onKeyDown={(event) => pressReplayKey(event, replay)}
          className="flex flex-wrap items-end gap-2"
        >
          <ReplayControls replay={replay} />
          <Select
            label="Speed"
            value={barsPerSecond}
            onChange={({ currentTarget: { value } }) => setBarsPerSecond(Number(value))}
          >
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {speed} bars a second
              </option>
            ))}
          </Select>
        </div>
        <p className="text-label text-ink-faint">
          Arrow keys step, Page Up and Page Down by {PAGE_BARS}, Home and End go to the ends, space
          plays.
        </p>
      </div>
    </Panel>
  )
}
