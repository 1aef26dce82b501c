'use client'
import { Ellipsis } from 'lucide-react'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { Place } from '#browser/navigation.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { classNames } from '#components/ui/class-names.ts'
import { MarkDot } from './mark-dot.tsx'
import type { PlaceMark } from './place-marks.ts'

const MoreSheet = dynamic(async () => (await import('./more-sheet.tsx')).MoreSheet, { ssr: false })

/** On a phone: the places that the bar has no room for. */
export function MorePlaces({
  places,
  scope,
  marks,
  current,
}: {
  readonly places: readonly Place[]
  readonly scope: ScopeChoice
  readonly marks: ReadonlyMap<string, PlaceMark>
  readonly current: Place | null
}) {
  const [isOpen, setIsOpen] = useState(false)
  const pathname = usePathname()
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving somewhere closes the sheet
  useEffect(() => setIsOpen(false), [pathname])
  const worst =
    places.map(({ href }) => marks.get(href)).find((mark) => mark?.tone === 'stop') ??
    places.map(({ href }) => marks.get(href)).find((mark) => mark !== undefined)
  const isHere = places.some(({ href }) => href === current?.href)
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
        className={classNames(
          'relative flex flex-1 flex-col items-center justify-center gap-0.5 text-[11px] leading-4 sm:hidden',
          isHere ? 'text-ink' : 'text-ink-faint',
        )}
      >
        <span className="relative">
          <Ellipsis aria-hidden size={18} strokeWidth={1.75} />
          {worst === undefined ? null : <MarkDot tone={worst.tone} />}
        </span>
        More
      </button>
      {isOpen ? (
        <MoreSheet places={places} scope={scope} marks={marks} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  )
}
