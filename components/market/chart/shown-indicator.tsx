'use client'
import { X } from 'lucide-react'
import { useId } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { IndicatorChoice } from './indicator-choice.ts'
import {
  type ChosenIndicator,
  indicatorName,
  type Parameter,
  withinLimits,
} from './indicator-definition.ts'

/** An indicator of the chart with its parameters. */
export function ShownIndicator({
  chosen,
  onChange,
  onRemove,
}: {
  readonly chosen: ChosenIndicator
  onChange(choice: IndicatorChoice): void
  onRemove(): void
}) {
  const { choice, definition } = chosen
  const change = (key: string, value: number) =>
    onChange(
      withinLimits({ ...choice, parameters: { ...choice.parameters, [key]: value } }, definition),
    )
  return (
    <li className="flex flex-wrap items-end gap-2">
      <span className="flex h-7 min-w-20 items-center font-medium">{definition.name}</span>
      {definition.parameters.map((parameter) => (
        <ParameterField
          key={parameter.key}
          parameter={parameter}
          value={choice.parameters[parameter.key] ?? parameter.initial}
          onChange={(value) => change(parameter.key, value)}
        />
      ))}
      <IconButton
        label={`Remove ${indicatorName(chosen)}`}
        icon={X}
        onClick={onRemove}
        className="ml-auto"
      />
    </li>
  )
}

/** Takes effect when it is left or with Enter: a half-typed number is no length. */
function ParameterField({
  parameter,
  value,
  onChange,
}: {
  readonly parameter: Parameter
  readonly value: number
  onChange(value: number): void
}) {
  const id = useId()
  const take = (field: HTMLInputElement) => {
    const next = field.valueAsNumber
    if (Number.isFinite(next) && next !== value) onChange(next)
    else field.value = `${value}`
  }
  return (
    <label htmlFor={id} className="flex flex-col text-[11px] leading-4 text-ink-faint">
      {parameter.label}
      <input
        id={id}
        key={value}
        type="number"
        min={parameter.min}
        max={parameter.max}
        step={parameter.step}
        defaultValue={value}
        onBlur={(event) => take(event.currentTarget)}
        onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget)}
        className="figure h-7 w-16 rounded-box border border-line-strong bg-paper px-1.5 text-label text-ink max-sm:h-10"
      />
    </label>
  )
}
