'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { keyCaps } from '#browser/key-chord.ts'
import { currentPlace, PHONE_PLACES, type Place } from '#browser/navigation.ts'
import { inScope, type ScopeChoice } from '#browser/scope.ts'
import { classNames } from '#components/ui/class-names.ts'
import { MarkDot } from './mark-dot.tsx'
import { MorePlaces } from './more-places.tsx'
import type { PlaceMark } from './place-marks.ts'
import { usePlaceMarks } from './use-place-marks.ts'

type Props = {
  readonly places: readonly Place[]
  readonly scope: ScopeChoice
  /** STOP has the last place of a phone's bar. */
  readonly hasStop: boolean
}

/** The places of a section: a rail at the left, a bar at the bottom of a phone. */
export function Rail({ places, scope, hasStop }: Props) {
  const current = currentPlace(places, usePathname())
  const marks = usePlaceMarks()
  const rest = places.slice(PHONE_PLACES)
  return (
    <nav
      aria-label="Places"
      className={classNames(
        'flex shrink-0 border-line bg-panel print:hidden',
        'max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:h-14 max-sm:border-t',
        'sm:w-12 sm:flex-col sm:border-r',
        hasStop && 'max-sm:pr-[16.667%]',
      )}
    >
      <div className="flex flex-1 sm:sticky sm:top-10 sm:flex-none sm:flex-col sm:gap-1 sm:py-2">
        {places.map((place, index) => (
          <RailLink
            key={place.href}
            place={place}
            scope={scope}
            mark={marks.get(place.href)}
            isCurrent={place.href === current?.href}
            isOnPhone={index < PHONE_PLACES}
          />
        ))}
        {rest.length === 0 ? null : (
          <MorePlaces places={rest} scope={scope} marks={marks} current={current} />
        )}
      </div>
    </nav>
  )
}

function RailLink({
  place: { label, href, icon: Icon, key },
  scope,
  mark,
  isCurrent,
  isOnPhone,
}: {
  readonly place: Place
  readonly scope: ScopeChoice
  readonly mark: PlaceMark | undefined
  readonly isCurrent: boolean
  readonly isOnPhone: boolean
}) {
  return (
    <Link
      href={inScope(href, scope)}
      prefetch={false}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        'group relative flex flex-1 flex-col items-center justify-center gap-0.5 sm:h-10 sm:flex-none',
        isCurrent ? 'text-ink' : 'text-ink-faint hover:text-ink',
        !isOnPhone && 'max-sm:hidden',
      )}
    >
      {isCurrent ? <CurrentBar /> : null}
      <span className="relative">
        <Icon aria-hidden size={18} strokeWidth={1.75} />
        {mark === undefined ? null : <MarkDot tone={mark.tone} />}
      </span>
      <span className="max-sm:text-[11px] max-sm:leading-4 sm:pointer-events-none sm:absolute sm:left-11 sm:z-40 sm:flex sm:items-center sm:gap-2 sm:rounded-box sm:border sm:border-line-strong sm:bg-raised sm:px-2 sm:py-1 sm:whitespace-nowrap sm:text-ink sm:opacity-0 sm:group-hover:opacity-100 sm:group-focus-visible:opacity-100">
        {label}
        {mark === undefined ? null : (
          <span className="max-sm:sr-only sm:text-attention">{mark.text}</span>
        )}
        {key === undefined ? null : (
          <span aria-hidden className="figure text-label text-ink-faint max-sm:hidden">
            {keyCaps(`g ${key}`, false).join(' ')}
          </span>
        )}
      </span>
    </Link>
  )
}

function CurrentBar() {
  return (
    <span
      aria-hidden
      className="absolute bg-ink max-sm:inset-x-4 max-sm:top-0 max-sm:h-0.5 sm:inset-y-1.5 sm:left-0 sm:w-0.5"
    />
  )
}
