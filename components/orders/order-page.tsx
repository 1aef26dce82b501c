'use client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { toWireId } from '#api/codecs/id.ts'
import type { OrderView } from '#api/codecs/order.ts'
import { orderQuery } from '#browser/queries/orders.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Amount } from '#components/ui/money.tsx'
import { OwnerName } from '#components/ui/owner-name.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RunbookLink } from '#components/ui/runbook-link.tsx'
import { CancelButton } from './cancel-button.tsx'
import { OrderFilled, OrderPrice, OrderSize } from './order-figures.tsx'
import { OrderStateBadge } from './order-state-badge.tsx'
import { OrderStory } from './order-story.tsx'
import { reasonText, TYPE_WORDS } from './order-words.ts'

/** One order: what was wished, what became of it, step by step, and its fills. */
export function OrderPage({
  orderId,
  fills,
}: {
  readonly orderId: string
  readonly fills: ReactNode
}) {
  const query = useQuery(orderQuery(orderId))
  return (
    <div className="flex flex-col gap-3">
      <Loaded query={query} what="The order" rows={6}>
        {(order) => (
          <>
            <Wish order={order} />
            <OrderStory order={order} />
          </>
        )}
      </Loaded>
      {fills}
    </div>
  )
}

/** What to do about an order of which the venue has not said what became of it. */
function DoubtHelp({ state }: Pick<OrderView, 'state'>) {
  if (state === 'SENDING') return <Help name="an-order-is-in-doubt" />
  return state === 'QUARANTINED' ? <Help name="an-order-is-quarantined" /> : null
}

function Help({ name }: { readonly name: string }) {
  return (
    <span className="text-base font-normal">
      <RunbookLink name={name} />
    </span>
  )
}

function Wish({ order }: { readonly order: OrderView }) {
  const instrument = useInstruments().get(order.instrumentId)
  const told = { order, instrument }
  const reason = reasonText(order)
  return (
    <Panel title="Order" aside={<CancelButton order={order} />}>
      <div className="flex flex-col gap-3 p-3">
        <h1 className="flex flex-wrap items-center gap-3 text-title font-semibold">
          {order.side === 'buy' ? 'Buy' : 'Sell'} <OrderSize {...told} />
          <OrderStateBadge order={order} />
          <DoubtHelp state={order.state} />
        </h1>
        {reason === null ? null : <p className="text-ink-soft">{reason}</p>}
      </div>
      <Facts>
        <Fact label="Market">
          <InstrumentLink instrumentId={order.instrumentId} />
        </Fact>
        <Fact label="Account">
          <OwnerName accountId={order.accountId} />
        </Fact>
        <Fact label="Type">
          {TYPE_WORDS[order.type]}, {order.timeInForce}
          {flags(order)}
        </Fact>
        <Fact label="Price">
          <OrderPrice {...told} />
        </Fact>
        <Fact label="Filled">
          <OrderFilled {...told} />
        </Fact>
        <Fact label="Held for it">
          <Amount value={order.holdAmount} unit={order.holdAsset ?? undefined} />
        </Fact>
        <Fact label="Asked by">
          {order.origin.kind}
          {order.note === null ? '' : `: ${order.note}`}
        </Fact>
        <Names order={order} />
      </Facts>
    </Panel>
  )
}

/** What it is called, here and at the venue. */
function Names({ order }: { readonly order: OrderView }) {
  return (
    <>
      <Fact label="Order">
        <Id text={toWireId('order', order.id)} />
      </Fact>
      <Fact label="At the venue">
        <Id text={order.venueOrderId} />
      </Fact>
      <Fact label="Our name there">
        <Id text={order.clientOrderId} />
      </Fact>
    </>
  )
}

function flags({ postOnly, reduceOnly }: OrderView): string {
  return `${postOnly ? ', post-only' : ''}${reduceOnly ? ', reduce-only' : ''}`
}

function Id({ text }: { readonly text: string | null }) {
  return <span className="figure break-all whitespace-normal select-all">{text ?? '—'}</span>
}
