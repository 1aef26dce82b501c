'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense } from 'react'
import type { Me } from '#api/codecs/person.ts'
import { meQuery } from '#browser/queries/people.ts'
import { useScope } from '#browser/use-scope.ts'
import { BooksStrip } from './books-strip.tsx'
import { Clock } from './clock.tsx'
import { LiveAccounts } from './live-accounts.tsx'
import { ModeMark } from './mode-mark.tsx'
import { adminPlaces, deskPlaces } from './navigation.ts'
import { PersonMenu } from './person-menu.tsx'
import { Rail } from './rail.tsx'
import { ScopeSelect } from './scope-select.tsx'

export type Section = 'desk' | 'admin'

/** The frame of the firm's own pages: the bar at the top, the rail, the page. */
export function Frame({
  section,
  children,
}: {
  readonly section: Section
  readonly children: ReactNode
}) {
  const me = useQuery(meQuery()).data
  return (
    <div className="min-h-dvh">
      <a
        href="#page"
        className="sr-only focus:not-sr-only focus:fixed focus:top-1 focus:left-1 focus:z-50 focus:bg-raised focus:px-2 focus:py-1"
      >
        To the page
      </a>
      {me === undefined ? (
        <div className="h-10 border-b border-line bg-panel" />
      ) : (
        <Suspense>
          <FramedBars me={me} section={section}>
            {children}
          </FramedBars>
        </Suspense>
      )}
    </div>
  )
}

function FramedBars({
  me,
  section,
  children,
}: {
  readonly me: Me
  readonly section: Section
  readonly children: ReactNode
}) {
  const scope = useScope()
  return (
    <>
      <header className="sticky top-0 z-30 flex h-10 items-center gap-3 border-b border-line bg-panel px-3 print:hidden max-sm:gap-2">
        <ScopeSelect firmName={me.organization.name} scope={scope} />
        <span className="flex-1" />
        <LiveAccounts />
        <BooksStrip scope={scope} />
        <Clock />
        <ModeMark scope={scope} />
        <PersonMenu me={me} />
      </header>
      <div className="sm:flex">
        <Rail places={section === 'desk' ? deskPlaces(me) : adminPlaces()} scope={scope} />
        <main id="page" tabIndex={-1} className="min-w-0 flex-1 p-3 outline-none max-sm:pb-20">
          {children}
        </main>
      </div>
    </>
  )
}
