'use client'
import type { AccountView } from '#api/codecs/client.ts'
import { counted } from '#components/ui/counted.ts'
import { Stripe } from '#components/ui/stripe.tsx'
import { clockText } from '#components/ui/time-text.ts'
import type { UnixMs } from '#core/time/time.ts'
import { unreachable } from '#core/unreachable.ts'
import { type CheckFace, CheckLine } from './check-line.tsx'
import { type EntriesCheck, entriesCheck, type OrdersCheck, ordersCheck } from './stop-checklist.ts'
import { useStopRun } from './stop-run.ts'
import type { StopFacts } from './use-stop-facts.ts'

/** Account by account: whether it takes new orders, and what became of those that were open. */
export function StopLines({ facts }: { readonly facts: StopFacts }) {
  const lines = useStopRun((run) => run.lines)
  const stripes = new Map(facts.clients.map(({ id, stripe }) => [id, stripe]))
  return (
    <ul aria-label="Accounts" className="max-h-64 overflow-y-auto rounded-box border border-line">
      {facts.accounts.map((account) => {
        const told = {
          account,
          line: lines.get(account.id),
          openOrders: facts.openOrders,
          lastProvenAt: facts.lastProvenAt.get(account.id) ?? null,
        }
        return (
          <Line
            key={account.id}
            account={account}
            stripe={stripes.get(account.clientId) ?? null}
            entries={entriesCheck(told)}
            orders={ordersCheck(told)}
          />
        )
      })}
    </ul>
  )
}

function Line({
  account: { clientName, name },
  stripe,
  entries,
  orders,
}: {
  readonly account: AccountView
  readonly stripe: number | null
  readonly entries: EntriesCheck
  readonly orders: OrdersCheck
}) {
  return (
    <li
      aria-label={`${clientName} / ${name}`}
      className="flex flex-col gap-0.5 border-b border-line px-3 py-2 last:border-b-0"
    >
      <span className="flex items-center gap-2 font-medium">
        <Stripe mark={stripe} />
        {clientName} / {name}
      </span>
      <CheckLine {...entriesFace(entries)} />
      <CheckLine {...ordersFace(orders)} />
    </li>
  )
}

function entriesFace(check: EntriesCheck): CheckFace {
  switch (check.kind) {
    case 'taken':
      return { tone: 'plain', text: 'Takes new orders' }
    case 'asking':
      return { tone: 'going', text: 'Asking' }
    case 'stopped': {
      const since = check.at === null ? '' : ` ${clockText(check.at)}`
      return { tone: 'done', text: `Entries paused${since} by ${check.by ?? 'the house'}` }
    }
    case 'failed':
      return { tone: 'failed', text: `Not asked: ${check.message}` }
    default:
      return unreachable(check)
  }
}

function ordersFace(check: OrdersCheck): CheckFace {
  switch (check.kind) {
    case 'open':
      return { tone: 'plain', text: counted(check.count, 'open order') }
    case 'asking':
      return { tone: 'going', text: 'Asking to cancel' }
    case 'going':
      return { tone: 'going', text: `${check.of - check.left} of ${check.of} orders canceled` }
    case 'gone':
      return {
        tone: 'done',
        text: check.of === 0 ? 'No open orders' : goneText(check.of, check.provenAt),
      }
    case 'failed':
      return { tone: 'failed', text: `Orders not canceled: ${check.message}` }
    default:
      return unreachable(check)
  }
}

function goneText(count: number, provenAt: UnixMs | null): string {
  const proof = provenAt === null ? 'waiting for the proof' : `proven at ${clockText(provenAt)}`
  return `${count} of ${count} orders canceled · ${proof}`
}
