'use client'
import { useId } from 'react'

export const SHARES = [25, 50, 75, 100] as const

/** How much of what there is, in percent: dragged, stepped by the arrows, or one of four at a press. */
export function ShareSlider({
  label,
  value,
  onChange,
  isDisabled = false,
}: {
  readonly label: string
  readonly value: number
  onChange(percent: number): void
  readonly isDisabled?: boolean
}) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between text-label text-ink-soft">
        <label htmlFor={id}>{label}</label>
        <output htmlFor={id} className="figure">
          {value} %
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={1}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="h-6 w-full accent-ink max-sm:h-10"
      />
      <div className="grid grid-cols-4 gap-1">
        {SHARES.map((share) => (
          <button
            key={share}
            type="button"
            disabled={isDisabled}
            aria-label={`${label}: ${share} %`}
            onClick={() => onChange(share)}
            className="figure h-6 rounded-box border border-line text-label text-ink-soft hover:border-ink-faint hover:text-ink disabled:text-ink-faint max-sm:h-10"
          >
            {share} %
          </button>
        ))}
      </div>
    </div>
  )
}
