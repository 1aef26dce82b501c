import { INDICATOR_NAMES, INDICATORS, type IndicatorName } from '#core/indicators/catalogue.ts'
import type { IndicatorEntry, IndicatorParameter } from '#core/indicators/indicator-entry.ts'
import type { IndicatorCatalog, IndicatorDefinition, Parameter } from './indicator-definition.ts'
import { INDICATOR_LOOKS } from './indicator-looks.ts'
import { VOLUME_INDICATOR, VOLUME_KIND } from './volume-indicator.ts'

const STEP = 0.1

/** Every indicator that a chart can show, by its kind. It comes when one is chosen: pages do not carry it. */
export const INDICATOR_CATALOG: IndicatorCatalog = new Map([
  [VOLUME_KIND, VOLUME_INDICATOR],
  ...INDICATOR_NAMES.map((name) => [name, definitionOf(name)] as const),
])

function definitionOf(name: IndicatorName): IndicatorDefinition {
  const entry: IndicatorEntry = INDICATORS[name]
  const { lines, steps = {}, isBand = false, levels = [], pane, figure } = INDICATOR_LOOKS[name]
  return {
    name: entry.title,
    about: entry.about,
    pane,
    figure,
    isBand,
    levels,
    reads: entry.inputs,
    parameters: Object.entries(entry.parameters).map(([key, parameter]) =>
      parameterOf(key, parameter, steps[key] ?? STEP),
    ),
    lines: lines ?? entry.lines.map((key) => ({ key, label: '', style: 'line' })),
    make: (parameters) => entry.make(parameters),
  }
}

function parameterOf(
  key: string,
  { title, initial, min, max, isWhole }: IndicatorParameter,
  fineStep: number,
): Parameter {
  const step = isWhole ? 1 : fineStep
  return { key, label: title, initial, min: Math.max(min, step), max, step }
}
