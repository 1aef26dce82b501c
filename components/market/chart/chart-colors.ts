/** The palette of the page as a canvas needs it: text of colours, read from the stylesheet. */
export type ChartColors = {
  readonly ink: string
  readonly inkSoft: string
  readonly inkFaint: string
  readonly paper: string
  readonly panel: string
  readonly raised: string
  readonly line: string
  readonly lineStrong: string
  readonly up: string
  readonly down: string
  readonly buy: string
  readonly sell: string
  readonly proof: string
  readonly attention: string
  /** Of indicators, one after the other. */
  readonly series: readonly string[]
  readonly font: string
  readonly figureFont: string
}

/** Stripes that are neither a rise's colour nor a fall's. */
const SERIES = ['--stripe-5', '--stripe-1', '--stripe-3', '--stripe-6', '--stripe-0', '--stripe-7']
/** The same as classes of the page, for swatches beside the legend's words. */
export const SERIES_SWATCHES = [
  'bg-stripe-5',
  'bg-stripe-1',
  'bg-stripe-3',
  'bg-stripe-6',
  'bg-stripe-0',
  'bg-stripe-7',
] as const

/** Reads the colours of the theme that is shown now. */
export function readChartColors(): ChartColors {
  const style = getComputedStyle(document.documentElement)
  const color = (name: string) => style.getPropertyValue(name).trim()
  return {
    ink: color('--ink'),
    inkSoft: color('--ink-soft'),
    inkFaint: color('--ink-faint'),
    paper: color('--paper'),
    panel: color('--panel'),
    raised: color('--raised'),
    line: color('--line'),
    lineStrong: color('--line-strong'),
    up: color('--up'),
    down: color('--down'),
    buy: color('--fill-buy'),
    sell: color('--fill-sell'),
    proof: color('--proof'),
    attention: color('--attention'),
    series: SERIES.map(color),
    font: style.fontFamily,
    figureFont: color('--font-geist-mono') || 'ui-monospace, monospace',
  }
}

/** Calls the listener when the page's colours change: by the system, or by the person's choice. */
export function onLookChange(listener: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', listener)
  const attributes = new MutationObserver(listener)
  attributes.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-updown'],
  })
  return () => {
    dark.removeEventListener('change', listener)
    attributes.disconnect()
  }
}
