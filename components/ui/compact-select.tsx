'use client'

export type CompactOption<Value extends string> = {
  readonly value: Value
  readonly label: string
}

/** One of many in a bar of filters: as narrow as its words, named for screen readers alone. */
export function CompactSelect<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: Value
  readonly options: readonly CompactOption<Value>[]
  onChange(value: Value): void
}) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={({ target }) => {
        const chosen = options.find((option) => option.value === target.value)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      className="h-8 min-w-0 rounded-box border border-line-strong bg-paper px-2 max-sm:h-10 max-sm:min-w-32 max-sm:flex-1"
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
