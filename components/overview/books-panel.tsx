'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { BooksView } from '#api/codecs/proof.ts'
import { booksQuery } from '#browser/queries/books.ts'
import { inScope, isInScope, momentInput, type ScopeChoice } from '#browser/scope.ts'
import { BooksBadge } from '#components/ui/books-badge.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Age, Time } from '#components/ui/time.tsx'

const COLUMNS: readonly Column<BooksView>[] = [
  {
    key: 'account',
    header: 'Account',
    cell: ({ clientId, clientName, accountId, accountName }) => (
      <Link
        href={inScope('/desk/accounts', { clientId, accountId })}
        prefetch={false}
        className="hover:underline"
      >
        {clientName} / {accountName}
      </Link>
    ),
  },
  { key: 'state', header: 'Books', cell: ({ state }) => <BooksBadge state={state} /> },
  { key: 'proven', header: 'Last proven', cell: ({ lastProvenAt }) => <Time at={lastProvenAt} /> },
  {
    key: 'age',
    header: 'Age',
    isNumber: true,
    cell: ({ lastProvenAt }) => <Age at={lastProvenAt} />,
  },
  {
    key: 'breaks',
    header: 'Breaks',
    isNumber: true,
    cell: ({ breaks }) => <span className="figure">{breaks.length}</span>,
  },
]

/** The first question of every day: do the books match? */
export function BooksPanel({ scope }: { readonly scope: ScopeChoice }) {
  const query = useQuery(booksQuery(momentInput(scope)))
  return (
    <Panel title="Do the books match">
      <Loaded query={query} what="The books">
        {({ items }) => {
          const books = items.filter((each) => isInScope(scope, each))
          return books.length === 0 ? (
            <EmptyFace text="No account yet, so there are no books to prove." />
          ) : (
            <Table
              label="Books by account"
              columns={COLUMNS}
              rows={books}
              rowKey={({ accountId }) => accountId}
            />
          )
        }}
      </Loaded>
    </Panel>
  )
}
