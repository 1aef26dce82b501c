'use client'
import { toIso, type UnixMs } from '#core/time/time.ts'
import { classNames } from './class-names.ts'
import { UNKNOWN_TEXT } from './money-text.ts'
import { ageText, dateTimeText } from './time-text.ts'
import { useNow } from './use-now.ts'

/** An instant in UTC. */
export function Time({
  at,
  className,
}: {
  readonly at: UnixMs | null
  readonly className?: string | undefined
}) {
  if (at === null) return <span className="figure text-ink-faint">{UNKNOWN_TEXT}</span>
  return (
    <time dateTime={toIso(at)} title={toIso(at)} className={classNames('figure', className)}>
      {dateTimeText(at)}
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
  if (at === null) return <span className="figure text-ink-faint">{UNKNOWN_TEXT}</span>
  return (
    <time dateTime={toIso(at)} title={toIso(at)} className={classNames('figure', className)}>
      {now === null ? dateTimeText(at) : ageText(now - at)}
    </time>
  )
}
