import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export type ButtonTone = 'plain' | 'primary' | 'danger' | 'quiet'

const TONES: Record<ButtonTone, string> = {
  plain: 'border-line-strong bg-raised text-ink hover:border-ink-faint',
  primary: 'border-ink bg-ink text-paper hover:opacity-90',
  danger: 'border-stop bg-transparent text-stop hover:bg-stop-paper',
  quiet: 'border-transparent bg-transparent text-ink-soft hover:text-ink hover:bg-raised',
}

/** A button that says its act. Disabled buttons keep their label readable. */
export function Button({
  tone = 'plain',
  isSmall = false,
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & {
  readonly tone?: ButtonTone
  /** For a button in a row of a table. */
  readonly isSmall?: boolean
}) {
  return (
    <button
      type={type}
      className={classNames(
        'inline-flex items-center justify-center gap-1.5 rounded-box border font-medium whitespace-nowrap',
        isSmall ? 'h-6 px-2 text-label' : 'h-8 px-3',
        'disabled:cursor-not-allowed disabled:border-line disabled:bg-transparent disabled:text-ink-faint',
        TONES[tone],
        className,
      )}
      {...rest}
    />
  )
}
