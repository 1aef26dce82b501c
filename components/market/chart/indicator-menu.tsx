'use client'
import { ChartSpline, Plus, X } from 'lucide-react'
import { useId } from 'react'
import { useMay } from '#browser/use-may.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { Switch } from '#components/ui/switch.tsx'
import {
  INDICATOR_KINDS,
  INDICATORS,
  type IndicatorKind,
  type Parameter,
} from './indicator-catalog.ts'
import {
  choiceName,
  INDICATORS_MAX,
  type IndicatorChoice,
  newChoice,
  withinLimits,
} from './indicator-choice.ts'

type Props = {
  readonly choices: readonly IndicatorChoice[]
  onChange(choices: readonly IndicatorChoice[]): void
  readonly arePatternsShown: boolean
  onPatterns(areShown: boolean): void
}

/** The indicators of the chart: those shown with their parameters, and those that can be added; and patterns. */
export function IndicatorMenu({ choices, onChange, arePatternsShown, onPatterns }: Props) {
  const maySeePatterns = useMay('research:read')
  const isFull = choices.length >= INDICATORS_MAX
  const add = (kind: IndicatorKind) => onChange([...choices, newChoice(kind, crypto.randomUUID())])
  return (
    <Popover title="Indicators" trigger={<IconButton label="Indicators" icon={ChartSpline} />}>
      <div className="flex w-72 max-w-full flex-col gap-3">
        <ul aria-label="Shown indicators" className="flex flex-col gap-2">
          {choices.map((choice) => (
            <ShownIndicator
              key={choice.id}
              choice={choice}
              onChange={(changed) =>
                onChange(choices.map((each) => (each.id === choice.id ? changed : each)))
              }
              onRemove={() => onChange(choices.filter(({ id }) => id !== choice.id))}
            />
          ))}
        </ul>
        <ul aria-label="Add an indicator" className="flex flex-col border-t border-line pt-2">
          {INDICATOR_KINDS.map((kind) => (
            <li key={kind}>
              <button
                type="button"
                disabled={isFull}
                onClick={() => add(kind)}
                className="flex min-h-7 w-full items-center gap-2 rounded-box px-1 text-left hover:bg-raised disabled:text-ink-faint max-sm:min-h-10"
              >
                <Plus aria-hidden size={14} className="shrink-0 text-ink-faint" />
                <span className="font-medium">{INDICATORS[kind].name}</span>
                <span className="truncate text-label text-ink-faint">{INDICATORS[kind].about}</span>
              </button>
            </li>
          ))}
        </ul>
        {maySeePatterns ? (
          <div className="border-t border-line pt-2">
            <Switch label="Patterns" isOn={arePatternsShown} onChange={onPatterns} />
          </div>
        ) : null}
      </div>
    </Popover>
  )
}

function ShownIndicator({
  choice,
  onChange,
  onRemove,
}: {
  readonly choice: IndicatorChoice
  onChange(choice: IndicatorChoice): void
  onRemove(): void
}) {
  const { name, parameters } = INDICATORS[choice.kind]
  return (
    <li className="flex flex-wrap items-end gap-2">
      <span className="flex h-7 min-w-20 items-center font-medium">{name}</span>
      {parameters.map((parameter) => (
        <ParameterField
          key={parameter.key}
          parameter={parameter}
          value={choice.parameters[parameter.key] ?? parameter.initial}
          onChange={(value) =>
            onChange(
              withinLimits({
                ...choice,
                parameters: { ...choice.parameters, [parameter.key]: value },
              }),
            )
          }
        />
      ))}
      <IconButton
        label={`Remove ${choiceName(choice)}`}
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
