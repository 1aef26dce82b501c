'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import type { UnixMs } from '#core/time/time.ts'
import { AS_OF_PARAM, asOfOf, asOfText, hasMoments } from './as-of.ts'

export type AsOf = {
  /** The moment that the page is seen as of; undefined while it is live. */
  readonly at: UnixMs | undefined
  /** For a query: `{ asOf }`, or nothing. */
  readonly input: { readonly asOf?: UnixMs }
  /** Whether this page can be seen as of a moment at all. */
  readonly isOffered: boolean
  /** Shows another moment; undefined goes back to live. */
  readonly go: (at: UnixMs | undefined) => void
}

/** The moment in the page's address. */
export function useAsOf(): AsOf {
  const search = useSearchParams()
  const pathname = usePathname()
  const router = useRouter()
  const isOffered = hasMoments(pathname)
  const at = isOffered ? asOfOf(search.get(AS_OF_PARAM)) : undefined
  return useMemo(
    () => ({
      at,
      input: at === undefined ? {} : { asOf: at },
      isOffered,
      go: (next) => {
        const params = new URLSearchParams(search)
        if (next === undefined) params.delete(AS_OF_PARAM)
        else params.set(AS_OF_PARAM, asOfText(next))
        const text = params.toString()
        router.push(text === '' ? pathname : `${pathname}?${text}`, { scroll: false })
      },
    }),
    [at, isOffered, pathname, router, search],
  )
}

/** Whether the page shows a moment that has passed: what is known against its numbers now says nothing of them. */
export function useIsPast(): boolean {
  const search = useSearchParams()
  return hasMoments(usePathname()) && asOfOf(search.get(AS_OF_PARAM)) !== undefined
}
