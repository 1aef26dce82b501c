import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

const CONTROL =
  'h-8 w-full min-w-0 max-sm:h-10 rounded-box border border-line-strong bg-paper px-2 text-ink placeholder:text-ink-faint disabled:text-ink-faint'

type Labelled = {
  readonly label: string
  /** What is wrong, told beside the field and to screen readers. */
  readonly problem?: string | null | undefined
  readonly hint?: ReactNode
}

/** A labelled input with its hint and its problem. */
export function Field({
  label,
  problem,
  hint,
  className,
  ...rest
}: Labelled & ComponentProps<'input'>) {
  const id = useId()
  return (
    <Labelling id={id} label={label} problem={problem} hint={hint}>
      <input
        id={id}
        aria-invalid={problem ? true : undefined}
        aria-describedby={`${id}-note`}
        className={classNames(CONTROL, problem && 'border-stop', className)}
        {...rest}
      />
    </Labelling>
  )
}

/** A labelled choice among few. */
export function Select({
  label,
  problem,
  hint,
  className,
  children,
  ...rest
}: Labelled & ComponentProps<'select'>) {
  const id = useId()
  return (
    <Labelling id={id} label={label} problem={problem} hint={hint}>
      <select id={id} className={classNames(CONTROL, className)} {...rest}>
        {children}
      </select>
    </Labelling>
  )
}

/** A labelled yes or no. */
export function Checkbox({ label, ...rest }: { readonly label: string } & ComponentProps<'input'>) {
  return (
    <label className="inline-flex min-h-6 items-center gap-2 max-sm:min-h-10">
      <input type="checkbox" className="size-4 accent-ink" {...rest} />
      <span>{label}</span>
    </label>
  )
}

function Labelling({
  id,
  label,
  problem,
  hint,
  children,
}: Labelled & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-label text-ink-soft">
        {label}
      </label>
      {children}
      <p
        id={`${id}-note`}
        className={classNames('text-label', problem ? 'text-stop' : 'text-ink-faint')}
      >
        {problem ?? hint}
      </p>
    </div>
  )
}
