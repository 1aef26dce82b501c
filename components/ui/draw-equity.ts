import uPlot from 'uplot'
import { DAY_MS, SECOND_MS, toIso, type UnixMs, unixMsOf } from '#core/time/time.ts'

/** Equity over time as pixels need it: floats. What is written of it stands elsewhere, exactly. */
export type EquityCurve = readonly {
  readonly at: UnixMs
  readonly equity: number | null
  /** A dashed line below it, where there is one to compare with. */
  readonly baseline: number | null
  /** How far it stands below its highest before, as a part of that. */
  readonly drawdown: number | null
  /** The same of what it is compared with, as a dashed line. */
  readonly baselineDrawdown?: number | null
}[]

const EQUITY_HEIGHT = 150
const DRAWDOWN_HEIGHT = 74
const AXIS_WIDTH = 76
const TIME_AXIS_HEIGHT = 28
const PERCENT = 100
const RIGHT_PADDING = 16
const [MINUTE_S, HOUR_S, DAY_S] = [60, 3_600, 86_400] as const
/** What the time axis may step by: nothing finer than its labels tell apart. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30]
  .map((minutes) => minutes * MINUTE_S)
  .concat([1, 2, 4, 6, 12].map((hours) => hours * HOUR_S))
  .concat([1, 2, 7, 14, 30].map((days) => days * DAY_S))
/** A flat line is drawn at the top, not in the middle. */
const DRAWDOWN_SHOWN_MIN = 0.1
const NO_POINTS = { show: false }
const DAYS_WITH_HOURS = 2

/** Draws both curves into the box on one time axis, again when its width or the page's look changes. */
export function drawEquity(box: HTMLElement, curve: EquityCurve): () => void {
  const look = matchMedia('(prefers-color-scheme: dark)')
  let plots = plotsIn(box, curve)
  const redraw = () => {
    for (const plot of plots) plot.destroy()
    plots = plotsIn(box, curve)
  }
  const size = new ResizeObserver(() => {
    for (const plot of plots) plot.setSize({ width: widthOf(box), height: plot.height })
  })
  const theme = new MutationObserver(redraw)
  size.observe(box)
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  look.addEventListener('change', redraw)
  return () => {
    size.disconnect()
    theme.disconnect()
    look.removeEventListener('change', redraw)
    for (const plot of plots) plot.destroy()
  }
}

function plotsIn(box: HTMLElement, points: EquityCurve): readonly uPlot[] {
  const color = colorsOf()
  const times = points.map(({ at }) => at / SECOND_MS)
  const equity = points.map((point) => point.equity)
  const baseline = points.map((point) => point.baseline)
  const fallOf = (part: number | null | undefined) => (part == null ? null : -part * PERCENT)
  const drawdown = points.map((point) => fallOf(point.drawdown))
  const baselineDrawdown = points.map((point) => fallOf(point.baselineDrawdown))
  const timeText = timeTextOver(times)
  const shared = {
    width: widthOf(box),
    padding: [8, RIGHT_PADDING, 0, 0] as uPlot.Padding,
    cursor: { sync: { key: 'equity' } },
    legend: { show: false },
  }
  const axes = (values: uPlot.Axis.Values, hasTime: boolean): uPlot.Axis[] => [
    {
      ...axisOf(color),
      show: hasTime,
      size: TIME_AXIS_HEIGHT,
      incrs: TIME_STEPS,
      values: (_plot, ticks) => ticks.map(timeText),
    },
    { ...axisOf(color), size: AXIS_WIDTH, values },
  ]
  return [
    new uPlot(
      {
        ...shared,
        height: EQUITY_HEIGHT,
        series: [
          {},
          { label: 'Equity', stroke: color.ink, width: 1.5, points: NO_POINTS },
          baselineOf(color),
        ],
        axes: axes((_plot, ticks) => ticks.map((tick) => tick.toLocaleString('en-US')), false),
      },
      [times, equity, baseline],
      box,
    ),
    new uPlot(
      {
        ...shared,
        height: DRAWDOWN_HEIGHT,
        scales: {
          y: { range: (_plot, lowest) => [Math.min(lowest ?? 0, -DRAWDOWN_SHOWN_MIN), 0] },
        },
        series: [
          {},
          {
            label: 'Drawdown',
            stroke: color.down,
            fill: color.downFill,
            width: 1,
            points: NO_POINTS,
          },
          baselineOf(color),
        ],
        axes: axes((_plot, ticks) => ticks.map((tick) => `${tick} %`.replace('-', '−')), true),
      },
      [times, drawdown, baselineDrawdown],
      box,
    ),
  ]
}

/** In UTC, as everything on the page: hours while they are told apart, days beyond that. */
function timeTextOver(times: readonly number[]): (seconds: number) => string {
  const spanMs = ((times.at(-1) ?? 0) - (times[0] ?? 0)) * SECOND_MS
  const isLong = spanMs > DAYS_WITH_HOURS * DAY_MS
  return (seconds) => {
    const [day = '', clock = ''] = toIso(unixMsOf(seconds * SECOND_MS)).split('T')
    return isLong ? day.slice('2026-'.length) : clock.slice(0, 'HH:mm'.length)
  }
}

function widthOf(box: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(box)
  return box.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
}

type Colors = ReturnType<typeof colorsOf>

function colorsOf() {
  const style = getComputedStyle(document.documentElement)
  const color = (name: string) => style.getPropertyValue(name).trim()
  const font = color('--font-geist-mono') || 'ui-monospace, monospace'
  return {
    ink: color('--ink'),
    inkFaint: color('--ink-faint'),
    line: color('--line'),
    down: color('--down'),
    downFill: `color-mix(in srgb, ${color('--down')} 18%, transparent)`,
    font: `11px ${font}`,
  }
}

/** What is compared with. */
function baselineOf({ inkFaint }: Colors): uPlot.Series {
  return { label: 'Baseline', stroke: inkFaint, width: 1, dash: [4, 4], points: NO_POINTS }
}

function axisOf({ inkFaint, line, font }: Colors): uPlot.Axis {
  return {
    stroke: inkFaint,
    font,
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
  }
}
