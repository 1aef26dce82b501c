'use client'
import Link from 'next/link'
import type { Place } from '#browser/navigation.ts'
import { inScope, type ScopeChoice } from '#browser/scope.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import type { PlaceMark } from './place-marks.ts'

/** The remaining places, as a sheet from the bottom of a phone. */
export function MoreSheet({
  places,
  scope,
  marks,
  onClose,
}: {
  readonly places: readonly Place[]
  readonly scope: ScopeChoice
  readonly marks: ReadonlyMap<string, PlaceMark>
  onClose(): void
}) {
  return (
    <Dialog title="More" isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <ul>
        {places.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link
              href={inScope(href, scope)}
              prefetch={false}
              onClick={onClose}
              className="flex h-11 items-center gap-3 border-b border-line"
            >
              <Icon aria-hidden size={18} strokeWidth={1.75} />
              <span className="flex-1">{label}</span>
              <span className="text-label text-attention">{marks.get(href)?.text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
