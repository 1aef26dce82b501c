import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

/** A button that is an icon; its label is its name and its tooltip. */
export function IconButton({
  label,
  icon: Icon,
  keys,
  isOn,
  className,
  type = 'button',
  ...rest
}: Omit<ComponentProps<'button'>, 'children'> & {
  readonly label: string
  readonly icon: LucideIcon
  /** The key that does the same. */
  readonly keys?: string | undefined
  /** For one that stays pressed. */
  readonly isOn?: boolean | undefined
}) {
  return (
    <button
      type={type}
      aria-label={label}
      title={keys === undefined ? label : `${label} (${keys})`}
      aria-pressed={isOn}
      className={classNames(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-box max-sm:size-10',
        isOn ? 'bg-selected text-ink' : 'text-ink-soft hover:bg-raised hover:text-ink',
        'disabled:cursor-not-allowed disabled:bg-transparent disabled:text-ink-faint',
        className,
      )}
      {...rest}
    >
      <Icon aria-hidden size={16} />
    </button>
  )
}
