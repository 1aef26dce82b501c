'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { clientPlaces, currentPlace } from '#browser/navigation.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { meQuery } from '#browser/queries/people.ts'
import { classNames } from '#components/ui/class-names.ts'
import { BooksStateMark } from './books-state.tsx'
import { LiveAccounts } from './live-accounts.tsx'
import { ModeMark } from './mode-mark.tsx'
import { PersonMenu } from './person-menu.tsx'

/** The frame of a client's pages: a document with a line of contents. */
export function ClientFrame({
  clientId,
  children,
}: {
  readonly clientId: string
  readonly children: ReactNode
}) {
  const me = useQuery(meQuery()).data
  const client = useQuery(clientsQuery()).data?.items.find(({ id }) => id === clientId)
  const places = clientPlaces(clientId)
  const scope = { clientId, accountId: null }
  const current = currentPlace(places, usePathname())
  return (
    <div className="min-h-dvh">
      <header className="relative flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-panel px-3 py-1 print:hidden">
        <span className="font-medium">{client?.name}</span>
        <span className="text-ink-faint max-sm:hidden">{me?.organization.name}</span>
        <span className="flex-1" />
        <LiveAccounts />
        <BooksStateMark scope={scope} href={places[0]?.href ?? '/'} />
        <ModeMark scope={scope} />
        {me === undefined ? null : <PersonMenu me={me} />}
      </header>
      <div className="mx-auto max-w-[1080px] px-4 max-sm:px-3">
        <nav aria-label="Pages" className="flex gap-4 border-b border-line print:hidden">
          {places.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              prefetch={false}
              aria-current={href === current?.href ? 'page' : undefined}
              className={classNames(
                'inline-flex h-10 items-center border-b-2',
                href === current?.href
                  ? 'border-ink font-medium text-ink'
                  : 'border-transparent text-ink-soft hover:text-ink',
              )}
            >
              {label}
            </Link>
          ))}
        </nav>
        <main className="py-4">{children}</main>
      </div>
    </div>
  )
}
