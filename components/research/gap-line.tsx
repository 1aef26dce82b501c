'use client'
import { useEffect, useRef } from 'react'
import type { DatasetReportView } from '#api/codecs/datasets.ts'
import { dateTimeText } from '#components/ui/time-text.ts'

type Report = DatasetReportView['report']

const HEIGHT = 28
/** A gap is drawn at least so wide, that one missing minute of a year is seen. */
const GAP_WIDTH_MIN = 2

/** The time that the candles span as a line, with a hole wherever some are missing; a press names the nearest. */
export function GapLine({
  report,
  onChoose,
}: {
  readonly report: Report
  onChoose(index: number): void
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const draw = () => drawGaps(element, report)
    draw()
    const size = new ResizeObserver(draw)
    const theme = new MutationObserver(draw)
    size.observe(element)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      size.disconnect()
      theme.disconnect()
    }
  }, [report])
  const { firstAt, lastAt, gaps } = report
  if (firstAt === null || lastAt === null) return null
  const choose = (event: React.MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = firstAt + ((event.clientX - box.left) / box.width) * (lastAt - firstAt)
    const nearest = nearestGap(gaps.ranges, at)
    if (nearest !== -1) onChoose(nearest)
  }
  return (
    <figure className="px-3 py-2">
      <canvas
        ref={canvas}
        height={HEIGHT}
        onClick={choose}
        role="img"
        aria-label={`${gaps.count} gaps between ${dateTimeText(firstAt)} and ${dateTimeText(lastAt)}; the list is below`}
        className="block h-7 w-full cursor-pointer"
      />
      <figcaption className="flex justify-between text-label text-ink-faint">
        <span className="figure">{dateTimeText(firstAt)}</span>
        <span className="figure">{dateTimeText(lastAt)}</span>
      </figcaption>
    </figure>
  )
}

function nearestGap(ranges: Report['gaps']['ranges'], at: number): number {
  let nearest = -1
  let distance = Number.POSITIVE_INFINITY
  ranges.forEach(({ firstAt, lastAt }, index) => {
    const apart = Math.max(firstAt - at, at - lastAt, 0)
    if (apart < distance) {
      nearest = index
      distance = apart
    }
  })
  return nearest
}

function drawGaps(element: HTMLCanvasElement, { firstAt, lastAt, gaps }: Report): void {
  const context = element.getContext('2d')
  if (context === null || firstAt === null || lastAt === null) return
  const ratio = devicePixelRatio
  element.width = element.clientWidth * ratio
  element.height = HEIGHT * ratio
  const style = getComputedStyle(document.documentElement)
  context.fillStyle = style.getPropertyValue('--proof').trim()
  context.fillRect(0, 0, element.width, element.height)
  context.fillStyle = style.getPropertyValue('--stop').trim()
  const span = Math.max(1, lastAt - firstAt)
  for (const gap of gaps.ranges) {
    const from = ((gap.firstAt - firstAt) / span) * element.width
    const to = ((gap.lastAt - firstAt) / span) * element.width
    context.fillRect(from, 0, Math.max(to - from, GAP_WIDTH_MIN * ratio), element.height)
  }
}
