'use client'
import { useLive } from '#browser/live.ts'
import { useTicket } from '#browser/stores/ticket.ts'
import { classNames } from '#components/ui/class-names.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { decimalsOf, moneyText } from '#components/ui/money-text.ts'
import { Panel } from '#components/ui/panel.tsx'
import { clockText } from '#components/ui/time-text.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { formatDecimal } from '#core/money/money.ts'
import { StaleMark } from './stale-mark.tsx'

const TRADES_SHOWN = 12

/** The latest trades of the market, newest first. */
export function TradeTape({ instrument }: { readonly instrument: Instrument }) {
  const live = useLive('trades', instrument.id)
  const pickPrice = useTicket((ticket) => ticket.pickPrice)
  const trades = live?.data?.trades ?? []
  const decimals = decimalsOf(instrument.priceTick)
  if (trades.length === 0) {
    return (
      <Panel title="Trades">
        <EmptyFace text="No trade since this page was opened." />
      </Panel>
    )
  }
  const newest = trades.toSorted((a, b) => b.at - a.at).slice(0, TRADES_SHOWN)
  const isStale = live?.isStale ?? true
  return (
    <Panel title="Trades" aside={<StaleMark isStale={isStale} at={newest[0]?.at ?? null} />}>
      <ul aria-label="Trades" className={classNames('py-1', isStale && 'text-ink-faint')}>
        {newest.map(({ id, price, quantity, takerSide, at }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => pickPrice(formatDecimal(price))}
              className="figure grid h-5 w-full grid-cols-3 items-center px-3 text-label hover:bg-raised"
            >
              <span
                className={classNames('text-left', takerSide === 'buy' ? 'text-up' : 'text-down')}
              >
                <span className="sr-only">{takerSide === 'buy' ? 'bought' : 'sold'} </span>
                <span aria-hidden>{takerSide === 'buy' ? '▲' : '▼'}</span>{' '}
                {moneyText(price, { decimalsMin: decimals, decimalsMax: decimals })}
              </span>
              <span className="text-right">{moneyText(quantity)}</span>
              <span className="text-right text-ink-faint">{clockText(at)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
