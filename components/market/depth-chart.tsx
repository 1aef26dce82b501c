'use client'
import { useLiveFrame } from '#browser/use-live-frame.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Amount, Price } from '#components/ui/money.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import {
  add,
  max,
  type Price as PriceValue,
  type Quantity,
  zeroQuantity,
} from '#core/money/money.ts'
import { StaleMark } from './stale-mark.tsx'

const WIDTH = 100n
const HEIGHT = 100n

type Level = readonly [PriceValue, Quantity]

/** How much stands on each side up to each price that the book shows. */
export function DepthChart({ instrument }: { readonly instrument: Instrument }) {
  const live = useLiveFrame('book', instrument.id)
  const book = live?.data ?? null
  const bids = summed(book?.bids ?? [])
  const asks = summed(book?.asks ?? [])
  const [lowest, highest] = [bids.at(-1), asks.at(-1)]
  if (book === null || lowest === undefined || highest === undefined) {
    return (
      <Panel title="Depth">
        <EmptyFace text="Waiting for the venue’s book." />
      </Panel>
    )
  }
  const span = highest.price - lowest.price || 1n
  const most = max(lowest.sum, highest.sum)
  const point = ({ price, sum }: Sum) =>
    `${((price - lowest.price) * WIDTH * 10n) / span},${HEIGHT * 10n - (sum * HEIGHT * 10n) / most}`
  return (
    <Panel
      title="Depth"
      aside={<StaleMark isStale={live?.isStale ?? true} at={book.at} />}
      className="flex h-full min-h-[320px] flex-col"
    >
      <svg
        role="img"
        aria-label="Depth of the book"
        viewBox="0 0 1000 1000"
        preserveAspectRatio="none"
        className="min-h-0 w-full flex-1"
      >
        <polygon points={area(bids, point)} className="fill-up/20 stroke-up" strokeWidth={3} />
        <polygon points={area(asks, point)} className="fill-down/20 stroke-down" strokeWidth={3} />
      </svg>
      <dl className="grid grid-cols-2 gap-x-4 border-t border-line px-3 py-2 text-label">
        <div>
          <dt className="text-ink-faint">Bids down to</dt>
          <dd>
            <Price value={lowest.price} tick={instrument.priceTick} /> ·{' '}
            <Amount value={lowest.sum} unit={instrument.base} />
          </dd>
        </div>
        <div className="text-right">
          <dt className="text-ink-faint">Asks up to</dt>
          <dd>
            <Price value={highest.price} tick={instrument.priceTick} /> ·{' '}
            <Amount value={highest.sum} unit={instrument.base} />
          </dd>
        </div>
      </dl>
    </Panel>
  )
}

type Sum = { readonly price: PriceValue; readonly sum: Quantity }

function summed(levels: readonly Level[]): readonly Sum[] {
  let sum: Quantity = zeroQuantity
  return levels.map(([price, size]) => {
    sum = add(sum, size)
    return { price, sum }
  })
}

/** From the floor at the touch along the sums to the floor at the last price. */
function area(sums: readonly Sum[], point: (sum: Sum) => string): string {
  const [first, last] = [sums[0], sums.at(-1)]
  if (first === undefined || last === undefined) return ''
  const floor = ({ price }: Sum) => point({ price, sum: zeroQuantity })
  return [floor(first), ...sums.map(point), floor(last)].join(' ')
}
