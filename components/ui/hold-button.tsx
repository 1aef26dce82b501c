'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names.ts'

/** How long a harmful act must be held. The stylesheet's animation of the same name fills as long. */
export const HOLD_MS = 1_500

/** A button that acts only when held, by pointer or by key; letting go early does nothing. */
export function HoldButton({
  children,
  onHeld,
  isDisabled = false,
}: {
  readonly children: ReactNode
  onHeld(): void
  readonly isDisabled?: boolean
}) {
  const [isHeld, setIsHeld] = useState(false)
  const act = useRef(onHeld)
  act.current = onHeld
  useEffect(() => {
    if (!isHeld) return
    const held = () => {
      setIsHeld(false)
      act.current()
    }
    // A page that stood still reads the release only after the timer that fell due meanwhile: it gets its turn first.
    let timer = setTimeout(() => {
      timer = setTimeout(held)
    }, HOLD_MS)
    return () => clearTimeout(timer)
  }, [isHeld])
  const release = () => setIsHeld(false)
  return (
    <button
      type="button"
      disabled={isDisabled}
      title="Hold for a second and a half"
      onPointerDown={() => setIsHeld(true)}
      onPointerUp={release}
      onPointerLeave={release}
      onBlur={release}
      onKeyDown={({ key, repeat }) => !repeat && isHoldKey(key) && setIsHeld(true)}
      onKeyUp={release}
      className={classNames(
        'relative inline-flex h-8 max-sm:h-10 touch-none items-center justify-center gap-1.5 overflow-hidden rounded-box border border-stop px-3 font-medium text-stop select-none',
        'disabled:cursor-not-allowed disabled:border-line disabled:text-ink-faint',
      )}
    >
      {isHeld ? <span aria-hidden className="hold-fill absolute inset-0 bg-stop-paper" /> : null}
      <span className="relative inline-flex items-center gap-1.5">{children}</span>
    </button>
  )
}

function isHoldKey(key: string): boolean {
  return key === ' ' || key === 'Enter'
}
