'use client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Me } from '#api/codecs/person.ts'
import { useKeyListener } from '#browser/keys.ts'
import { adminPlaces, deskPlaces, type Place } from '#browser/navigation.ts'
import { meQuery } from '#browser/queries/people.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { mayStop } from '#browser/use-may.ts'
import { useScope } from '#browser/use-scope.ts'
import { AppearanceKept } from '#components/ui/appearance-kept.tsx'
import { ArmedMark } from './armed-mark.tsx'
import { BooksStrip } from './books-strip.tsx'
import { Clock } from './clock.tsx'
import { LiveAccounts } from './live-accounts.tsx'
import { ModeMark } from './mode-mark.tsx'
import { OfflineBand } from './offline-band.tsx'
import { Overlays } from './overlays.tsx'
import { PersonMenu } from './person-menu.tsx'
import { Rail } from './rail.tsx'
import { ScopeEdge } from './scope-edge.tsx'
import { ScopeSelect } from './scope-select.tsx'
import { SkipLink } from './skip-link.tsx'
import { useGoKeys } from './use-go-keys.ts'
import { useScopeChange } from './use-scope-change.ts'

export type Section = 'desk' | 'admin'

export type FrameParts = {
  /** The way into the command centre. */
  readonly command: ReactNode
  /** The STOP button; it shows itself to those who may stop. */
  readonly stop: ReactNode
  /** What stands over every page while trading is stopped. */
  readonly band: ReactNode
  /** What lies at the foot of every page. */
  readonly dock?: ReactNode
}

/** The frame of the firm's own pages: the bar at the top, the rail, the page, the dock. */
export function Frame({
  section,
  children,
  ...parts
}: FrameParts & { readonly section: Section; readonly children: ReactNode }) {
  const me = useQuery(meQuery()).data
  const scope = useScope()
  const places = placesOf(section, me)
  useKeyListener()
  useGoKeys(places, scope)
  useScopeChange(scope)
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <AppearanceKept />
      <Overlays />
      <Bar me={me} scope={scope} {...parts} />
      <OfflineBand />
      {parts.band}
      <div className="flex-1 sm:flex">
        <Rail places={places} scope={scope} hasStop={me !== undefined && mayStop(me)} />
        <main id="page" tabIndex={-1} className="min-w-0 flex-1 p-3 outline-none max-sm:pb-20">
          {children}
        </main>
      </div>
      {parts.dock}
    </div>
  )
}

function Bar({
  me,
  scope,
  command,
  stop,
}: Pick<FrameParts, 'command' | 'stop'> & {
  readonly me: Me | undefined
  readonly scope: ScopeChoice
}) {
  return (
    <header className="sticky top-0 z-31 flex h-10 items-center gap-2 border-b border-line bg-panel px-2 print:hidden max-sm:h-12 max-sm:gap-1 max-sm:pr-1">
      <ScopeEdge scope={scope} />
      <ScopeSelect firmName={me?.organization.name ?? 'Firm'} scope={scope} />
      {command}
      <span className="flex-1 max-sm:hidden" />
      <ArmedMark />
      <LiveAccounts />
      <span className="shrink-0">
        <BooksStrip scope={scope} />
      </span>
      <Clock />
      <ModeMark scope={scope} />
      {stop}
      {me === undefined ? null : <PersonMenu me={me} />}
    </header>
  )
}

function placesOf(section: Section, me: Me | undefined): readonly Place[] {
  if (me === undefined) return []
  return section === 'desk' ? deskPlaces(me) : adminPlaces()
}
