'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { inScope, type ScopeChoice } from '#browser/scope.ts'
import { classNames } from '#components/ui/class-names.ts'
import { currentPlace, type Place } from './navigation.ts'

type Props = { readonly places: readonly Place[]; readonly scope: ScopeChoice }

/** The places of a section: a rail at the left, a bar at the bottom of a phone. */
export function Rail({ places, scope }: Props) {
  const pathname = usePathname()
  const current = currentPlace(places, pathname)
  return (
    <nav
      aria-label="Places"
      className="flex shrink-0 border-line bg-panel print:hidden max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:h-14 max-sm:border-t sm:sticky sm:top-10 sm:h-[calc(100dvh-2.5rem)] sm:w-12 sm:flex-col sm:gap-1 sm:border-r sm:py-2"
    >
      {places.map((place) => (
        <RailLink
          key={place.href}
          place={place}
          scope={scope}
          isCurrent={place.href === current?.href}
        />
      ))}
    </nav>
  )
}

function RailLink({
  place: { label, href, icon: Icon },
  scope,
  isCurrent,
}: {
  readonly place: Place
  readonly scope: ScopeChoice
  readonly isCurrent: boolean
}) {
  return (
    <Link
      href={inScope(href, scope)}
      prefetch={false}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        'group relative flex flex-1 flex-col items-center justify-center gap-0.5 sm:h-10 sm:flex-none',
        isCurrent ? 'text-ink' : 'text-ink-faint hover:text-ink',
      )}
    >
      {isCurrent ? (
        <span
          aria-hidden
          className="absolute bg-ink max-sm:inset-x-4 max-sm:top-0 max-sm:h-0.5 sm:inset-y-1.5 sm:left-0 sm:w-0.5"
        />
      ) : null}
      <Icon aria-hidden size={18} strokeWidth={1.75} />
      <span className="max-sm:text-[11px] max-sm:leading-4 sm:pointer-events-none sm:absolute sm:left-11 sm:z-40 sm:rounded-box sm:border sm:border-line-strong sm:bg-raised sm:px-2 sm:py-1 sm:whitespace-nowrap sm:text-ink sm:opacity-0 sm:group-hover:opacity-100 sm:group-focus-visible:opacity-100">
        {label}
      </span>
    </Link>
  )
}
