'use client'
import { useInstruments } from '#browser/use-instruments.ts'
import { CompactSelect } from '#components/ui/compact-select.tsx'
import { TIMEFRAMES, type Timeframe } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'

/** One market or every one. */
export type MarketFilter = {
  readonly instrumentId: InstrumentId | 'all'
  readonly timeframe: Timeframe | 'all'
}

export const EVERY_MARKET: MarketFilter = { instrumentId: 'all', timeframe: 'all' }

/** What a list is asked for. */
export function marketInput({ instrumentId, timeframe }: MarketFilter) {
  return {
    ...(instrumentId === 'all' ? {} : { instrumentId }),
    ...(timeframe === 'all' ? {} : { timeframe }),
  }
}

/** Which market and which timeframe. */
export function MarketSelects<Filter extends MarketFilter>({
  filter,
  onChange,
}: {
  readonly filter: Filter
  onChange(filter: Filter): void
}) {
  const instruments = [...useInstruments().keys()].toSorted()
  return (
    <>
      <CompactSelect
        label="Market"
        value={filter.instrumentId}
        options={[
          { value: 'all', label: 'Every market' },
          ...instruments.map((id) => ({ value: id, label: id })),
        ]}
        onChange={(instrumentId) => onChange({ ...filter, instrumentId })}
      />
      <CompactSelect
        label="Timeframe"
        value={filter.timeframe}
        options={[
          { value: 'all', label: 'Every timeframe' },
          ...TIMEFRAMES.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(timeframe) => onChange({ ...filter, timeframe })}
      />
    </>
  )
}
