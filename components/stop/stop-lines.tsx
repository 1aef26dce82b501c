'use client'
import { Circle, CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react'
import type { AccountView } from '#api/codecs/client.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Stripe } from '#components/ui/stripe.tsx'
import { clockText } from '#components/ui/time-text.ts'
import type { UnixMs } from '#core/time/time.ts'
import { unreachable } from '#core/unreachable.ts'
import { counted } from './counted.ts'
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
      <Check {...entriesFace(entries)} />
      <Check {...ordersFace(orders)} />
    </li>
  )
}

type Face = {
  readonly tone: 'done' | 'going' | 'plain' | 'failed'
  readonly text: string
}

type Tone = { readonly icon: LucideIcon; readonly className: string }

const TONES: Readonly<Record<Face['tone'], Tone>> = {
  done: { icon: CircleCheck, className: 'text-ink' },
  going: { icon: CircleDashed, className: 'text-ink-soft' },
  plain: { icon: Circle, className: 'text-ink-faint' },
  failed: { icon: CircleX, className: 'text-stop' },
}

function Check({ tone, text }: Face) {
  const { icon: Icon, className } = TONES[tone]
  return (
    <span
      role={tone === 'failed' ? 'alert' : undefined}
      className={classNames('flex items-start gap-2 pl-3', className)}
    >
      <Icon aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span className="tabular-nums">{text}</span>
    </span>
  )
}

function entriesFace(check: EntriesCheck): Face {
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

function ordersFace(check: OrdersCheck): Face {
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
