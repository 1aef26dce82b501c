'use client'
import { useSearchParams } from 'next/navigation'
import { type ScopeChoice, scopeOfSearch } from './scope.ts'

/** The scope of the page's address. */
export function useScope(): ScopeChoice {
  return scopeOfSearch(useSearchParams())
}
