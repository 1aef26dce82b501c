'use client'
import { type KeyboardEvent, useState } from 'react'
import { toIso, type UnixMs, unixMsOf } from '#core/time/time.ts'

const SECONDS_END = 'YYYY-MM-DDTHH:MM:SS'.length

/** The moment in UTC to the second: typed or picked, taken with Enter or by leaving the field. */
export function MomentField({ at, onPick }: { readonly at: UnixMs; onPick(at: UnixMs): void }) {
  const shown = toIso(at).slice(0, SECONDS_END)
  const [text, setText] = useState(shown)
  const take = () => {
    const picked = momentOf(text)
    if (picked === null) return setText(shown)
    if (text !== shown) onPick(picked)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') take()
    if (event.key === 'Escape') setText(shown)
  }
  return (
    <input
      type="datetime-local"
      step={1}
      aria-label="Moment, UTC"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={onKeyDown}
      className="figure h-6 rounded-box border border-line-strong bg-panel px-2 text-label text-ink max-sm:h-10"
    />
  )
}

/** A field without seconds leaves them out; one that is not filled is no moment. */
function momentOf(text: string): UnixMs | null {
  const ms = Date.parse(`${text}Z`)
  if (Number.isNaN(ms) || ms < 0 || ms > Date.now()) return null
  return unixMsOf(ms)
}
