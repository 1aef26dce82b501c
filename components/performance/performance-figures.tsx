import type { PerformanceView } from '#api/codecs/performance.ts'
import { Labelled } from '#components/ui/labelled.tsx'
import { Delta, Money, Percent } from '#components/ui/money.tsx'
import { MONEY_ONE, negate } from '#core/money/money.ts'

/** What was made in a range, as a sum and as a part; what came in or went out beside it. */
export function PerformanceFigures({ performance }: { readonly performance: PerformanceView }) {
  const { currency, pnl, returned, drawdownMax, flows } = performance
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2 px-3 py-2 sm:grid-cols-4">
      <Labelled label="Profit and loss">
        <Delta value={pnl} unit={currency} />
      </Labelled>
      <Labelled label="Return, time-weighted">
        <Percent part={returned} whole={MONEY_ONE} />
      </Labelled>
      <Labelled label="Deepest drawdown">
        <Percent part={drawdownMax === null ? null : negate(drawdownMax)} whole={MONEY_ONE} />
      </Labelled>
      <Labelled label="Came in or went out">
        <Money value={flows} unit={currency} />
      </Labelled>
    </dl>
  )
}
