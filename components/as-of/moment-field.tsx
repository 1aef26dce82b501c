'use client'
import { type KeyboardEvent, useState } from 'react'
import { dateTimeText } from '#components/ui/time-text.ts'
import type { UnixMs } from '#core/time/time.ts'
import { movedMoment, parseMoment } from './moment-text.ts'

/**
 * The moment in UTC to the second: typed, or the part under the cursor moved by the arrow keys; taken with Enter or by
 * leaving the field. What is no moment, or is still to come, is put back.
 */
export function MomentField({ at, onPick }: { readonly at: UnixMs; onPick(at: UnixMs): void }) {
  const shown = dateTimeText(at)
  const [text, setText] = useState(shown)
  const take = () => {
    const picked = parseMoment(text)
    if (picked === null || picked > Date.now()) return setText(shown)
    if (text !== shown) onPick(picked)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') take()
    if (event.key === 'Escape') setText(shown)
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    const { currentTarget: field } = event
    const caret = field.selectionStart ?? 0
    const moved = movedMoment(text, { caret, by: event.key === 'ArrowUp' ? 1 : -1 })
    if (moved === null) return
    event.preventDefault()
    setText(moved)
    // The cursor stays on its part once the new text is in the field.
    requestAnimationFrame(() => field.setSelectionRange(caret, caret))
  }
  return (
    <input
      aria-label="Moment, UTC: year-month-day hours:minutes:seconds"
      inputMode="numeric"
      spellCheck={false}
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={onKeyDown}
      className="figure h-6 w-[24ch] rounded-box border border-line-strong bg-panel px-2 text-label text-ink max-sm:h-10"
    />
  )
}
