'use client'
import { ChartSpline } from 'lucide-react'
import { useMay } from '#browser/use-may.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { INDICATORS_MAX, type IndicatorChoice, newChoice } from './indicator-choice.ts'
import { chosenOf } from './indicator-definition.ts'
import { IndicatorOffers } from './indicator-offers.tsx'
import { ShownIndicator } from './shown-indicator.tsx'
import { useIndicatorCatalog } from './use-indicator-catalog.ts'

type Props = {
  readonly choices: readonly IndicatorChoice[]
  onChange(choices: readonly IndicatorChoice[]): void
  readonly arePatternsShown: boolean
  onPatterns(areShown: boolean): void
}

/** The indicators of the chart: those shown with their parameters, and those that can be added; and patterns. */
export function IndicatorMenu({ choices, onChange, arePatternsShown, onPatterns }: Props) {
  const maySeePatterns = useMay('research:read')
  return (
    <Popover title="Indicators" trigger={<IconButton label="Indicators" icon={ChartSpline} />}>
      <div className="flex w-88 max-w-full flex-col gap-3">
        <Indicators choices={choices} onChange={onChange} />
        {maySeePatterns ? (
          <div className="border-t border-line pt-2">
            <Switch label="Patterns" isOn={arePatternsShown} onChange={onPatterns} />
          </div>
        ) : null}
      </div>
    </Popover>
  )
}

function Indicators({ choices, onChange }: Pick<Props, 'choices' | 'onChange'>) {
  const catalog = useIndicatorCatalog()
  return (
    <Loaded query={catalog} what="Indicators" rows={8}>
      {(known) => (
        <>
          <ul aria-label="Shown indicators" className="flex flex-col gap-2">
            {chosenOf(choices, known).map((chosen) => (
              <ShownIndicator
                key={chosen.choice.id}
                chosen={chosen}
                onChange={(changed) =>
                  onChange(choices.map((each) => (each.id === changed.id ? changed : each)))
                }
                onRemove={() => onChange(choices.filter(({ id }) => id !== chosen.choice.id))}
              />
            ))}
          </ul>
          <IndicatorOffers
            catalog={known}
            isFull={choices.length >= INDICATORS_MAX}
            onAdd={(kind) => onChange([...choices, newChoice(kind, crypto.randomUUID())])}
          />
        </>
      )}
    </Loaded>
  )
}
