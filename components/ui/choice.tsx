'use client'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

export type ChoiceOption<Value extends string> = {
  readonly value: Value
  readonly label: ReactNode
  readonly className?: string
}

/** One of a few, side by side: radio buttons in the dress of a segmented control. */
export function Choice<Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string
  readonly options: readonly ChoiceOption<Value>[]
  readonly value: Value
  onChange(value: Value): void
}) {
  const name = useId()
  return (
    <fieldset className="flex min-w-0 overflow-hidden rounded-box border border-line-strong">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={classNames(
            'flex h-8 flex-1 max-sm:h-10 cursor-pointer items-center justify-center px-2 text-ink-soft whitespace-nowrap',
            'has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-proof',
            'has-checked:bg-selected has-checked:font-semibold has-checked:text-ink',
            option.className,
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
