import { type ScopeChoice, scopeInput } from '#browser/scope.ts'
import type { InstrumentId } from '#core/market/instrument.ts'

const PAGE_SIZE = 50

/** What a list of fills asks for; the page that prefetches it asks for the same. */
export function fillsInput(scope: ScopeChoice, instrumentId: InstrumentId | null = null) {
  return {
    ...scopeInput(scope),
    ...(instrumentId === null ? {} : { instrumentId }),
    limit: PAGE_SIZE,
  }
}
