'use client'
import { useZone } from '#browser/look.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { classNames } from './class-names.ts'
import { UNKNOWN_TEXT } from './money-text.ts'
import { ageText, dateTimeText } from './time-text.ts'
import { useNow } from './use-now.ts'

/** An instant, in the zone that the person reads times in; its title is always UTC. */
export function Time({
  at,
  isUtc = false,
  className,
}: {
  readonly at: UnixMs | null
  /** In documents, which mean the same to everybody. */
  readonly isUtc?: boolean
  readonly className?: string | undefined
}) {
  const zone = useZone()
  if (at === null) return <span className="figure text-ink-faint">{UNKNOWN_TEXT}</span>
  return (
    <time dateTime={toIso(at)} title={toIso(at)} className={classNames('figure', className)}>
      {isUtc ? dateTimeText(at) : dateTimeText(at, zone)}
    </time>
  )
}

/** How long ago an instant was; the instant itself until the page is alive. */
export function Age({
  at,
  className,
}: {
  readonly at: UnixMs | null
  readonly className?: string | undefined
}) {
  const now = useNow()
  const zone = useZone()
  if (at === null) return <span className="figure text-ink-faint">{UNKNOWN_TEXT}</span>
  return (
    <time dateTime={toIso(at)} title={toIso(at)} className={classNames('figure', className)}>
      {now === null ? dateTimeText(at, zone) : ageText(now - at)}
    </time>
  )
}
