'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import type { Me } from '#api/codecs/person.ts'
import { useKeyListener } from '#browser/keys.ts'
import { clientPlaces, currentPlace, type Place } from '#browser/navigation.ts'
import { clientsQuery } from '#browser/queries/clients.ts'
import { meQuery } from '#browser/queries/people.ts'
import { FIRM_SCOPE, inScope } from '#browser/scope.ts'
import { AppearanceKept } from '#components/ui/appearance-kept.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { PlaceLink } from '#components/ui/place-link.tsx'
import { BooksStateMark } from './books-state.tsx'
import { Clock } from './clock.tsx'
import type { FrameParts } from './frame.tsx'
import { LiveAccounts } from './live-accounts.tsx'
import { ModeMark } from './mode-mark.tsx'
import { OfflineBand } from './offline-band.tsx'
import { Overlays } from './overlays.tsx'
import { PersonMenu } from './person-menu.tsx'
import { ScopeEdge } from './scope-edge.tsx'
import { SkipLink } from './skip-link.tsx'
import { useHelpKey, usePlaceKeys } from './use-go-keys.ts'

type Parts = Pick<FrameParts, 'stop' | 'band'>

/** The frame of a client's pages: a document with a line of contents. */
export function ClientFrame({
  clientId,
  stop,
  band,
  children,
}: Parts & { readonly clientId: string; readonly children: ReactNode }) {
  const me = useQuery(meQuery()).data
  const places = clientPlaces(clientId)
  useKeyListener()
  useHelpKey()
  usePlaceKeys(places, FIRM_SCOPE)
  return (
    <div className="min-h-dvh">
      <SkipLink />
      <AppearanceKept />
      <Overlays />
      <ClientBar clientId={clientId} me={me} home={places[0]?.href ?? '/'} stop={stop} />
      <OfflineBand />
      {band}
      <div className="mx-auto max-w-[1080px] px-4 max-sm:px-3">
        <Contents places={places} />
        <main id="page" tabIndex={-1} className="py-4 outline-none max-sm:pb-20">
          {children}
        </main>
      </div>
    </div>
  )
}

function ClientBar({
  clientId,
  me,
  home,
  stop,
}: Pick<Parts, 'stop'> & {
  readonly clientId: string
  readonly me: Me | undefined
  readonly home: string
}) {
  const client = useQuery(clientsQuery()).data?.items.find(({ id }) => id === clientId)
  const scope = { clientId, accountId: null }
  return (
    <header className="sticky top-0 z-31 flex min-h-10 items-center gap-3 border-b border-line bg-panel px-3 print:hidden max-sm:min-h-12 max-sm:gap-2 max-sm:pr-1">
      <ScopeEdge scope={scope} />
      <span className="truncate font-medium">{client?.name}</span>
      <span className="truncate text-ink-faint max-sm:hidden">{me?.organization.name}</span>
      {me?.clientId === null ? (
        <span className="max-sm:hidden">
          <PlaceLink href={inScope('/desk', scope)}>On the desk</PlaceLink>
        </span>
      ) : null}
      <span className="flex-1" />
      <LiveAccounts />
      <BooksStateMark scope={scope} href={home} />
      <Clock />
      <ModeMark scope={scope} />
      {stop}
      {me === undefined ? null : <PersonMenu me={me} />}
    </header>
  )
}

function Contents({ places }: { readonly places: readonly Place[] }) {
  const current = currentPlace(places, usePathname())
  return (
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
  )
}
