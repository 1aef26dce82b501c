'use client'
import { CircleUser } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Me } from '#api/codecs/person.ts'

const loadMenu = () => import('./person-menu-popup.tsx')
const PersonMenuPopup = lazy(async () => ({ default: (await loadMenu()).PersonMenuPopup }))

/** Who signed in, how they want their pages, and the way out. The menu behind it is loaded when it is wanted. */
export function PersonMenu({ me }: { readonly me: Me }) {
  const [isWanted, setIsWanted] = useState(false)
  const button = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-label={`Signed in as ${me.person.name}`}
      onPointerEnter={loadMenu}
      onFocus={loadMenu}
      onClick={() => setIsWanted(true)}
      className="inline-flex h-7 min-w-7 shrink-0 items-center justify-center gap-1.5 rounded-box px-1.5 text-ink-soft hover:bg-raised hover:text-ink max-sm:h-10 max-sm:min-w-10"
    >
      <CircleUser aria-hidden size={16} />
      <span className="max-w-28 truncate max-2xl:hidden">{me.person.name}</span>
    </button>
  )
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <PersonMenuPopup me={me} trigger={button} />
    </Suspense>
  )
}
