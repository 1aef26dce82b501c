'use client'
import type { CallInput } from '#api/endpoint.ts'
import type { listSignals } from '#api/patterns.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { Choice } from '#components/ui/choice.tsx'
import { TIMEFRAMES, type Timeframe } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'

export type SignalsFilter = {
  readonly instrumentId: InstrumentId | null
  readonly timeframe: Timeframe | 'all'
  readonly direction: 'all' | 'up' | 'down'
  readonly score: 'all' | '5' | '8'
}

export const EVERY_SIGNAL: SignalsFilter = {
  instrumentId: null,
  timeframe: 'all',
  direction: 'all',
  score: 'all',
}

/** What the list is asked for. */
export function signalsInput(filter: SignalsFilter): CallInput<typeof listSignals> {
  return {
    ...(filter.instrumentId === null ? {} : { instrumentId: filter.instrumentId }),
    ...(filter.timeframe === 'all' ? {} : { timeframe: filter.timeframe }),
    ...(filter.direction === 'all' ? {} : { direction: filter.direction === 'up' ? 1 : -1 }),
    ...(filter.score === 'all' ? {} : { scoreMin: Number(filter.score) }),
  }
}

/** Which signals are shown: by market, by timeframe, by what they expect, by score. */
export function SignalsFilters({
  filter,
  onChange,
}: {
  readonly filter: SignalsFilter
  onChange(filter: SignalsFilter): void
}) {
  return (
    <div className="flex flex-wrap gap-2">
      <MarketChoice
        value={filter.instrumentId}
        onChange={(instrumentId) => onChange({ ...filter, instrumentId })}
      />
      <Choice
        label="Timeframe"
        value={filter.timeframe}
        options={[
          { value: 'all', label: 'All' },
          ...TIMEFRAMES.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(timeframe) => onChange({ ...filter, timeframe })}
      />
      <Choice
        label="Expects"
        value={filter.direction}
        options={[
          { value: 'all', label: 'Both ways' },
          { value: 'up', label: 'Higher' },
          { value: 'down', label: 'Lower' },
        ]}
        onChange={(direction) => onChange({ ...filter, direction })}
      />
      <Choice
        label="Score"
        value={filter.score}
        options={[
          { value: 'all', label: 'Any score' },
          { value: '5', label: '5 and more' },
          { value: '8', label: '8 and more' },
        ]}
        onChange={(score) => onChange({ ...filter, score })}
      />
    </div>
  )
}

function MarketChoice({
  value,
  onChange,
}: {
  readonly value: InstrumentId | null
  onChange(instrumentId: InstrumentId | null): void
}) {
  const instruments = [...useInstruments().keys()]
  return (
    <select
      aria-label="Market"
      value={value ?? ''}
      onChange={({ target }) => onChange(instruments.find((id) => id === target.value) ?? null)}
      className="h-8 rounded-box border border-line-strong bg-paper px-2 max-sm:h-10"
    >
      <option value="">Every market</option>
      {instruments.map((id) => (
        <option key={id} value={id}>
          {id}
        </option>
      ))}
    </select>
  )
}
