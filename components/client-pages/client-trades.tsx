'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { fillsPagesQuery } from '#browser/queries/fills.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { TradesTable } from './trades-table.tsx'

/** Every trade of a client, the newest first, page after page. */
export function ClientTrades({ clientId }: { readonly clientId: string }) {
  const query = useInfiniteQuery(fillsPagesQuery({ clientId }))
  return (
    <Panel title="Trades">
      <h1 className="sr-only">Trades</h1>
      <Loaded query={query} what="Trades" rows={8}>
        {({ pages }) => {
          const fills = pages.flatMap(({ items }) => items)
          if (fills.length === 0) return <EmptyFace text="No trade yet." />
          return (
            <>
              <TradesTable fills={fills} />
              {query.hasNextPage ? (
                <div className="border-t border-line p-2 print:hidden">
                  <Button onClick={() => query.fetchNextPage()} disabled={query.isFetchingNextPage}>
                    Show older
                  </Button>
                </div>
              ) : null}
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}
