'use client'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { NARROW, useMedia } from '#browser/use-media.ts'
import { usePreference } from '#browser/use-preference.ts'
import { Choice } from '#components/ui/choice.tsx'
import { LAYOUT, layoutSchema, SIDE_WIDTH, type Side, TICKET_WIDTH } from './layout-preference.ts'
import { Splitter } from './splitter.tsx'

const SIDE_OPTIONS = [
  { value: 'ladder', label: 'Ladder' },
  { value: 'book', label: 'Book' },
  { value: 'tape', label: 'Trades' },
  { value: 'depth', label: 'Depth' },
  { value: 'none', label: 'None' },
] as const

/**
 * The market page: the chart, beside it what the person wants to see of the book, and the ticket. Which panel and
 * how wide is theirs and follows them. On a phone the panels stand below each other.
 */
export function MarketLayout({
  head,
  links,
  chart,
  sides,
  ticket,
  below,
}: {
  readonly head: ReactNode
  /** How this window is tied to others. */
  readonly links: ReactNode
  readonly chart: ReactNode
  readonly sides: Readonly<Record<Exclude<Side, 'none'>, ReactNode>>
  readonly ticket: ReactNode
  readonly below: ReactNode
}) {
  const [layout, setLayout] = usePreference('layout.market', layoutSchema, LAYOUT)
  const { side, sideWidth, ticketWidth } = layout
  const isNarrow = useMedia(NARROW)
  const ref = useRef<HTMLDivElement>(null)
  // Set through the DOM: a style attribute would be refused by the content security policy.
  useLayoutEffect(() => {
    ref.current?.style.setProperty('--side', `${sideWidth}px`)
    ref.current?.style.setProperty('--ticket', `${ticketWidth}px`)
  }, [sideWidth, ticketWidth])
  // A phone has one column and always something beside the chart.
  const shown = side === 'none' && isNarrow ? 'ladder' : side
  return (
    <div className="flex flex-col gap-3 max-lg:pb-16">
      <div className="flex flex-wrap items-center justify-between gap-3">
        {head}
        <div className="flex flex-wrap items-center gap-2">
          {links}
          <Choice
            label="Panel beside the chart"
            value={side}
            onChange={(next) => setLayout((before) => ({ ...before, side: next }))}
            options={SIDE_OPTIONS}
          />
        </div>
      </div>
      <div
        ref={ref}
        className={
          shown === 'none'
            ? 'grid gap-3 lg:h-[calc(100dvh-150px)] lg:min-h-[560px] lg:grid-cols-[minmax(0,1fr)_auto_var(--ticket,300px)] lg:gap-0'
            : 'grid gap-3 lg:h-[calc(100dvh-150px)] lg:min-h-[560px] lg:grid-cols-[minmax(0,1fr)_auto_var(--side,348px)_auto_var(--ticket,300px)] lg:gap-0'
        }
      >
        <div className="min-h-0 min-w-0 lg:overflow-y-auto">{chart}</div>
        {shown === 'none' ? null : (
          <>
            <Splitter
              label="Width of the panel beside the chart"
              width={sideWidth}
              bounds={SIDE_WIDTH}
              onChange={(width) => setLayout((before) => ({ ...before, sideWidth: width }))}
            />
            <div className="min-h-0 min-w-0">{sides[shown]}</div>
          </>
        )}
        <Splitter
          label="Width of the ticket"
          width={ticketWidth}
          bounds={TICKET_WIDTH}
          onChange={(width) => setLayout((before) => ({ ...before, ticketWidth: width }))}
        />
        <div id="order" className="min-h-0 min-w-0 scroll-mt-12">
          {ticket}
        </div>
      </div>
      {below}
    </div>
  )
}
