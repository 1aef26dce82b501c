import type { IndicatorDefinition } from './indicator-definition.ts'

export const VOLUME_KIND = 'volume'

/** What every chart begins with: it is drawn without the catalogue. */
export const VOLUME_INDICATOR: IndicatorDefinition = {
  name: 'Volume',
  about: 'What was traded, in base',
  pane: 'own',
  figure: 'volume',
  parameters: [],
  lines: [{ key: 'value', label: '', style: 'histogram' }],
  isBand: false,
  reads: ['volume'],
  levels: [],
  make: () => ({
    next: ({ volume }) => ({ value: volume }),
    peek: ({ volume }) => ({ value: volume }),
  }),
}
