/** The palette of the page as the canvas needs it: text of colours, read from the stylesheet. */
export type ChartColors = {
  readonly ink: string
  readonly line: string
  readonly panel: string
  readonly up: string
  readonly down: string
  readonly volume: string
}

/** Reads the colours of the theme that is shown now. */
export function readChartColors(): ChartColors {
  const style = getComputedStyle(document.documentElement)
  const color = (name: string) => style.getPropertyValue(name).trim()
  return {
    ink: color('--ink-soft'),
    line: color('--line'),
    panel: color('--panel'),
    up: color('--up'),
    down: color('--down'),
    volume: color('--line-strong'),
  }
}

/** Calls the listener when the system changes between light and dark. */
export function onThemeChange(listener: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', listener)
  return () => dark.removeEventListener('change', listener)
}
