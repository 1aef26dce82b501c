import { classNames } from '#components/ui/class-names.ts'
import { partText } from './research-words.ts'

/** A part that was won or lost: its sign says it, its colour helps. */
export function SignedPart({
  value,
  className,
}: {
  readonly value: number | null
  readonly className?: string
}) {
  if (value === null) return <span className="figure text-ink-faint">–</span>
  const tone = value > 0 ? 'text-up' : value < 0 ? 'text-down' : 'text-ink'
  return <span className={classNames('figure', tone, className)}>{partText(value)}</span>
}
