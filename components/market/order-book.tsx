'use client'
import { useLive } from '#browser/live.ts'
import { useTicket } from '#browser/stores/ticket.ts'
import { classNames } from '#components/ui/class-names.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { decimalsOf, moneyText } from '#components/ui/money-text.ts'
import { Panel } from '#components/ui/panel.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import { formatDecimal, type Price, subtract } from '#core/money/money.ts'
import { type DepthLevel, depthOf } from './depth.ts'
import { StaleMark } from './stale-mark.tsx'

const LEVELS_SHOWN = 10

/** The book near the top. A press on a level takes its price into the ticket; it never sends. */
export function OrderBook({ instrument }: { readonly instrument: Instrument }) {
  const live = useLive('book', instrument.id)
  const book = live?.data ?? null
  if (book === null) {
    return (
      <Panel title="Book">
        <EmptyFace text="Waiting for the venue’s book." />
      </Panel>
    )
  }
  const { bids, asks } = depthOf(book, LEVELS_SHOWN)
  const isStale = live?.isStale ?? true
  return (
    <Panel title="Book" aside={<StaleMark isStale={isStale} at={book.at} />}>
      <div className={classNames('py-1', isStale && 'text-ink-faint')}>
        <div className="flex justify-between px-3 text-[11px] leading-5 text-ink-faint">
          <span>Price, {instrument.quote}</span>
          <span>Size, {instrument.base}</span>
        </div>
        <Levels side="ask" levels={asks.toReversed()} instrument={instrument} />
        <Spread bid={bids[0]?.price} ask={asks[0]?.price} instrument={instrument} />
        <Levels side="bid" levels={bids} instrument={instrument} />
      </div>
    </Panel>
  )
}

function Spread({
  bid,
  ask,
  instrument,
}: {
  readonly bid: Price | undefined
  readonly ask: Price | undefined
  readonly instrument: Instrument
}) {
  const isTwoSided = bid !== undefined && ask !== undefined
  const decimals = decimalsOf(instrument.priceTick)
  return (
    <p className="figure border-y border-line px-3 py-1 text-label text-ink-soft">
      Spread{' '}
      {isTwoSided
        ? moneyText(subtract(ask, bid), { decimalsMin: decimals, decimalsMax: decimals })
        : '—'}
    </p>
  )
}

function Levels({
  side,
  levels,
  instrument,
}: {
  readonly side: 'bid' | 'ask'
  readonly levels: readonly DepthLevel[]
  readonly instrument: Instrument
}) {
  const pickPrice = useTicket((ticket) => ticket.pickPrice)
  const priceDecimals = decimalsOf(instrument.priceTick)
  const sizeDecimals = decimalsOf(instrument.quantityLot)
  return (
    <ul aria-label={side === 'bid' ? 'Bids' : 'Asks'}>
      {levels.map(({ price, quantity, depthPercent }) => (
        <li key={formatDecimal(price)}>
          <button
            type="button"
            onClick={() => pickPrice(formatDecimal(price))}
            className="figure relative flex h-5 w-full items-center justify-between px-3 text-label hover:bg-raised"
          >
            <svg aria-hidden className="absolute inset-y-0 right-0 h-full w-full opacity-15">
              <rect
                x={`${100 - depthPercent}%`}
                width={`${depthPercent}%`}
                height="100%"
                className={side === 'bid' ? 'fill-up' : 'fill-down'}
              />
            </svg>
            <span className={classNames('relative', side === 'bid' ? 'text-up' : 'text-down')}>
              {moneyText(price, { decimalsMin: priceDecimals, decimalsMax: priceDecimals })}
            </span>
            <span className="relative">
              {moneyText(quantity, { decimalsMin: sizeDecimals, decimalsMax: sizeDecimals })}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
