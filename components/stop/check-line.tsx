import { Circle, CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'

/** One line of a checklist. */
export type CheckFace = {
  readonly tone: 'done' | 'going' | 'plain' | 'failed'
  readonly text: string
}

type Tone = { readonly icon: LucideIcon; readonly className: string }

const TONES: Readonly<Record<CheckFace['tone'], Tone>> = {
  done: { icon: CircleCheck, className: 'text-ink' },
  going: { icon: CircleDashed, className: 'text-ink-soft' },
  plain: { icon: Circle, className: 'text-ink-faint' },
  failed: { icon: CircleX, className: 'text-stop' },
}

/** Whether a thing is done, going on, untouched or failed: by icon and by word. */
export function CheckLine({ tone, text }: CheckFace) {
  const { icon: Icon, className } = TONES[tone]
  return (
    <span
      role={tone === 'failed' ? 'alert' : undefined}
      className={classNames('flex items-start gap-2 pl-3', className)}
    >
      <Icon aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span className="tabular-nums">{text}</span>
    </span>
  )
}
