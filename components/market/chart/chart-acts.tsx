'use client'
import { useQuery } from '@tanstack/react-query'
import { Camera, Maximize2, Minimize2, RotateCcw, Table2 } from 'lucide-react'
import { useKeys } from '#browser/keys.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { isInScope, type ScopeChoice } from '#browser/scope.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { Timeframe } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { readChartColors } from './chart-colors.ts'
import type { ChartEngine } from './engine/chart-engine.ts'
import { downloadPicture, pictureOf } from './picture.ts'

/** What is done with the chart as a whole. */
export function ChartActs({
  engine,
  instrument,
  timeframe,
  scope,
  isTable,
  onTable,
  isFull,
  onFull,
}: {
  readonly engine: ChartEngine | null
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly scope: ScopeChoice
  readonly isTable: boolean
  onTable(): void
  readonly isFull: boolean
  onFull(): void
}) {
  const mode = useModeWord(scope)
  const reset = () => engine?.resetView()
  useKeys([{ keys: 'alt+r', does: 'Reset the view', run: reset }], 'Chart')
  const take = () => {
    if (engine === null) return
    const market = `${instrument.base}-${instrument.quote} ${instrument.venueId}`
    const at = Date.now()
    const words = { market, timeframe, mode }
    const picture = pictureOf(engine.picture(), { words, colors: readChartColors(), at })
    void downloadPicture(picture, `${instrument.base}-${instrument.quote}-${timeframe}-${at}.png`)
  }
  return (
    <div className="ml-auto flex items-center gap-0.5">
      <IconButton label="Candles as a table" icon={Table2} isOn={isTable} onClick={onTable} />
      <IconButton
        label="Reset view"
        icon={RotateCcw}
        keys="Alt R"
        onClick={reset}
        disabled={engine === null}
      />
      <IconButton
        label="Save as picture"
        icon={Camera}
        onClick={take}
        disabled={engine === null}
        className="max-sm:hidden"
      />
      <IconButton
        label={isFull ? 'Leave full screen' : 'Full screen'}
        icon={isFull ? Minimize2 : Maximize2}
        keys="Shift F"
        onClick={onFull}
      />
    </div>
  )
}

/** 'PAPER' and the like for money that is not real; nothing where all of it is. */
function useModeWord(scope: ScopeChoice): string {
  const accounts = useQuery(accountsQuery()).data?.items ?? []
  const modes = accounts
    .filter(({ id, clientId }) => isInScope(scope, { clientId, accountId: id }))
    .map(({ mode }) => mode.toUpperCase())
  const words = [...new Set(modes)]
  return words.length === 1 && words[0] === 'LIVE' ? '' : words.join(' + ')
}
