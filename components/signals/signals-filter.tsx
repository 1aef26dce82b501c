'use client'
import type { CallInput } from '#api/endpoint.ts'
import type { listSignals } from '#api/patterns.ts'
import { Choice } from '#components/ui/choice.tsx'
import { CompactSelect } from '#components/ui/compact-select.tsx'
import { PATTERN_KINDS, type PatternKind } from '#core/patterns/pattern.ts'
import { PATTERN_TITLES } from '#core/patterns/pattern-titles.ts'
import { EVERY_MARKET, type MarketFilter, MarketSelects, marketInput } from './market-selects.tsx'

export type SignalsFilter = MarketFilter & {
  readonly pattern: PatternKind | 'all'
  readonly direction: 'all' | 'up' | 'down'
  readonly score: 'all' | '5' | '8'
}

export const EVERY_SIGNAL: SignalsFilter = {
  ...EVERY_MARKET,
  pattern: 'all',
  direction: 'all',
  score: 'all',
}

/** What the list is asked for. */
export function signalsInput(filter: SignalsFilter): CallInput<typeof listSignals> {
  return {
    ...marketInput(filter),
    ...(filter.pattern === 'all' ? {} : { pattern: filter.pattern }),
    ...(filter.direction === 'all' ? {} : { direction: filter.direction === 'up' ? 1 : -1 }),
    ...(filter.score === 'all' ? {} : { scoreMin: Number(filter.score) }),
  }
}

/** A swing is where patterns come from and no signal by itself. */
const SIGNALED_KINDS = PATTERN_KINDS.filter((kind) => kind !== 'swing')

/** Which signals are shown: by market, by timeframe, by pattern, by what they expect, by score. */
export function SignalsFilters({
  filter,
  onChange,
}: {
  readonly filter: SignalsFilter
  onChange(filter: SignalsFilter): void
}) {
  return (
    <div className="flex flex-wrap gap-2 max-sm:w-full">
      <MarketSelects filter={filter} onChange={onChange} />
      <CompactSelect
        label="Pattern"
        value={filter.pattern}
        options={[
          { value: 'all', label: 'Every pattern' },
          ...SIGNALED_KINDS.map((kind) => ({ value: kind, label: PATTERN_TITLES[kind] })),
        ]}
        onChange={(pattern) => onChange({ ...filter, pattern })}
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
