'use client'
import { useZone } from '#browser/look.ts'
import { clockText, dateText, dateTimeText } from '#components/ui/time-text.ts'
import { useNow } from '#components/ui/use-now.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'

/** Since when, as short as it is clear: today needs no date. */
export function SinceTime({ at }: { readonly at: UnixMs }) {
  const now = useNow()
  const zone = useZone()
  const isToday = now !== null && dateText(at, zone) === dateText(now, zone)
  return (
    <time dateTime={toIso(at)} title={toIso(at)} className="figure">
      {isToday ? clockText(at, zone) : dateTimeText(at, zone)}
    </time>
  )
}
