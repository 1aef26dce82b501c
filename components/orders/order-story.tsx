import type { OrderView } from '#api/codecs/order.ts'
import { Panel } from '#components/ui/panel.tsx'
import { Time } from '#components/ui/time.tsx'
import { isTerminal } from '#core/orders/order-state.ts'
import type { UnixMs } from '#core/time/time.ts'
import { STATE_WORDS } from './order-words.ts'

type Step = { readonly what: string; readonly at: UnixMs }

/** What happened to an order, each step with its time and how long after the one before it. */
export function OrderStory({ order }: { readonly order: OrderView }) {
  const steps = stepsOf(order)
  return (
    <Panel title="What happened">
      <ol className="flex flex-col">
        {steps.map(({ what, at }, index) => {
          const before = steps[index - 1]
          return (
            <li
              key={what}
              className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-3 py-1.5 last:border-0"
            >
              <span className="min-w-40">{what}</span>
              <Time at={at} className="text-ink-soft" />
              {before === undefined ? null : (
                <span className="figure text-label text-ink-faint">+{at - before.at} ms</span>
              )}
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}

/** The steps in the order in which they happened. */
function stepsOf(order: OrderView): readonly Step[] {
  const end = isTerminal(order.state) ? STATE_WORDS[order.state] : 'Ended'
  const steps: readonly (readonly [string, UnixMs | null])[] = [
    ['Written down', order.createdAt],
    ['Claimed by the runner', order.claimedAt],
    ['Sent to the venue', order.sentAt],
    ['Acknowledged by the venue', order.acknowledgedAt],
    ['Stop triggered', order.triggeredAt],
    ['Cancel asked for', order.cancelRequestedAt],
    [end, order.closedAt],
  ]
  return steps
    .flatMap(([what, at]) => (at === null ? [] : [{ what, at }]))
    .toSorted((a, b) => a.at - b.at)
}
