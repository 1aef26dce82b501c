import { type ScopeChoice, scopeInput } from '#browser/scope.ts'

const PAGE_SIZE = 50

/** What a list of transfers asks for; the page that prefetches it asks for the same. */
export function transfersInput(scope: ScopeChoice) {
  return { ...scopeInput(scope), limit: PAGE_SIZE }
}
