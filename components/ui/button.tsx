import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { classNames } from './class-names.ts'

export type ButtonTone = 'plain' | 'primary' | 'danger' | 'quiet'

const TONES: Record<ButtonTone, string> = {
  plain: 'border-line-strong bg-raised text-ink hover:border-ink-faint',
  primary: 'border-ink bg-ink text-paper hover:opacity-90',
  danger: 'border-stop bg-transparent text-stop hover:bg-stop-paper',
  quiet: 'border-transparent bg-transparent text-ink-soft hover:text-ink hover:bg-raised',
}

type Props = ComponentProps<'button'> & {
  readonly tone?: ButtonTone
  /** For a button in a row of a table. */
  readonly isSmall?: boolean
  /** What it asked for is on its way: it keeps its place, its words and the focus, and hears no second press. */
  readonly isBusy?: boolean
}

/** A button that says its act. Disabled buttons keep their label readable. */
export function Button({
  tone = 'plain',
  isSmall = false,
  isBusy = false,
  className,
  type = 'button',
  onClick,
  children,
  ...rest
}: Props) {
  return (
    <button
      type={type}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? refuse : onClick}
      className={classNames(
        'inline-flex items-center justify-center gap-1.5 rounded-box border font-medium whitespace-nowrap',
        isSmall ? 'h-6 px-2 text-label max-sm:h-10 max-sm:px-3' : 'h-8 px-3 max-sm:h-10',
        'disabled:cursor-not-allowed disabled:border-line disabled:bg-transparent disabled:text-ink-faint',
        isBusy && 'cursor-progress',
        TONES[tone],
        className,
      )}
      {...rest}
    >
      {isBusy ? <LoaderCircle aria-hidden size={14} className="animate-spin" /> : null}
      {children}
    </button>
  )
}

/** A form is not sent twice either. */
function refuse(event: MouseEvent): void {
  event.preventDefault()
}
