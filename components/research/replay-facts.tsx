import { Labelled } from '#components/ui/labelled.tsx'
import { Time } from '#components/ui/time.tsx'
import { unixMsOf } from '#core/time/time.ts'
import type { ReplayState } from './replay-state.ts'
import { numberText } from './research-words.ts'

type Props = {
  readonly state: ReplayState
  priceText(price: number): string
}

/** What was known at the close of the bar, in words and figures. */
export function ReplayFacts({ state, priceText }: Props) {
  const { at, bars, closed, held, equity } = state
  const bar = bars.at(-1)
  const last = closed.at(-1)
  const pnl = closed.reduce((sum, trade) => sum + trade.pnl, 0)
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-3 lg:grid-cols-6">
      <Labelled label="Closed at">
        <Time at={unixMsOf(at)} />
      </Labelled>
      <Labelled label="Close">
        <span className="figure">{bar === undefined ? '–' : priceText(bar.close)}</span>
      </Labelled>
      <Labelled label="Held">
        {held === null ? (
          'nothing'
        ) : (
          <span className="figure">
            {held.side} {held.quantity} at {priceText(held.entryPrice)}
          </span>
        )}
      </Labelled>
      <Labelled label="Trades so far">
        <span className="figure">{numberText(closed.length, 0)}</span>
      </Labelled>
      <Labelled label="Profit and loss of them">
        <span className="figure">
          {numberText(pnl)}
          {last === undefined ? null : (
            <span className="text-ink-faint"> last {numberText(last.pnl)}</span>
          )}
        </span>
      </Labelled>
      <Labelled label="Equity">
        {equity === null ? (
          '–'
        ) : (
          <span
            className="figure"
            title="Of long runs the curve is thinned: this is its newest point."
          >
            {numberText(equity.equity)}
          </span>
        )}
      </Labelled>
    </dl>
  )
}
