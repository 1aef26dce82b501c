'use client'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { EmptyFace } from './faces.tsx'
import { Loaded } from './loaded.tsx'

type Page<Item> = { readonly items: readonly Item[] }

/** A list that is read page after page: what was read so far, and a button for what is older. */
export function LoadedPages<Item>({
  query,
  what,
  empty,
  rows,
  children,
}: {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Item>>, Error>
  readonly what: string
  /** Said when there is nothing at all. */
  readonly empty: string
  readonly rows?: number
  children(items: readonly Item[]): ReactNode
}) {
  return (
    <Loaded query={query} what={what} {...(rows === undefined ? {} : { rows })}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items)
        if (items.length === 0) return <EmptyFace text={empty} />
        return (
          <>
            {children(items)}
            {query.hasNextPage ? (
              <div className="border-t border-line p-2 print:hidden">
                <Button onClick={() => query.fetchNextPage()} disabled={query.isFetchingNextPage}>
                  {query.isFetchingNextPage ? 'Reading' : 'Show older'}
                </Button>
              </div>
            ) : null}
          </>
        )
      }}
    </Loaded>
  )
}
