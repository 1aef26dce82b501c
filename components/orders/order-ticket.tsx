'use client'
import { useEffect, useRef, useState } from 'react'
import type { AccountView } from '#api/codecs/client.ts'
import { useKeys } from '#browser/keys.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useTicket } from '#browser/stores/ticket.ts'
import { useMay } from '#browser/use-may.ts'
import { NARROW, useMedia } from '#browser/use-media.ts'
import { useTradingAccount } from '#browser/use-trading-account.ts'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Drawer } from '#components/ui/drawer.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Select } from '#components/ui/field.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import type { OrderSide } from '#core/orders/order.ts'
import { SentOrder } from './sent-order.tsx'
import { type Sent, TicketForm } from './ticket-form.tsx'

const SENT_SHOWN_MAX = 5

type Props = {
  readonly instrument: Instrument
  readonly scope: ScopeChoice
  /** It has a window to itself: however narrow that is, it is no sheet. */
  readonly isWindow?: boolean
}

/** The order ticket of a market, for one account of the scope: a panel, and on a phone a sheet from below. */
export function OrderTicket({ instrument, scope, isWindow = false }: Props) {
  const { choices, account } = useTradingAccount(instrument, scope)
  const [sent, setSent] = useState<readonly Sent[]>([])
  const [isSheetOpen, openSheet] = useState(false)
  const { clear, change } = useTicket.getState()
  const isNarrow = useMedia(NARROW) && !isWindow
  const boxRef = useRef<HTMLDivElement>(null)
  // What was typed for one market, scope or account is never sent to another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what clears it
  useEffect(clear, [instrument.id, account?.id, scope.clientId, scope.accountId])
  const mayPlace = useMay('orders:place')
  const open = (side: OrderSide) => {
    change({ side })
    if (isNarrow) openSheet(true)
    // The field most often typed first: the price comes from the ladder or the chart.
    else boxRef.current?.querySelector<HTMLInputElement>('input[name="size"]')?.focus()
  }
  useKeys(
    mayPlace
      ? [
          { keys: 'b', does: 'Buy ticket (never sends)', run: () => open('buy') },
          { keys: 's', does: 'Sell ticket (never sends)', run: () => open('sell') },
        ]
      : [],
    'Ticket',
  )
  if (!mayPlace) return null
  const body = (
    <TicketBody
      {...{ instrument, account, choices, sent }}
      onSend={(order) => setSent((before) => [order, ...before].slice(0, SENT_SHOWN_MAX))}
    />
  )
  if (!isNarrow) {
    return (
      <Panel
        title="Order"
        className={classNames('h-full overflow-y-auto', account?.mode === 'paper' && PAPER)}
      >
        <div ref={boxRef}>{body}</div>
      </Panel>
    )
  }
  return (
    <>
      <TicketBar onOpen={open} />
      <Drawer
        title={`Order · ${instrument.base}-${instrument.quote}`}
        isOpen={isSheetOpen}
        onOpenChange={openSheet}
      >
        <div className={classNames('rounded-box', account?.mode === 'paper' && PAPER)}>{body}</div>
      </Drawer>
    </>
  )
}

const PAPER = 'border-t-2 border-t-mode-paper bg-mode-paper-paper/40'

/** The two sides, at the thumb. */
function TicketBar({ onOpen }: { onOpen(side: OrderSide): void }) {
  return (
    <div className="fixed inset-x-3 bottom-3 z-20 grid grid-cols-2 gap-2 rounded-box border border-line-strong bg-panel p-2 max-sm:bottom-16">
      <Button className="h-10 text-up" onClick={() => onOpen('buy')}>
        Buy
      </Button>
      <Button className="h-10 text-down" onClick={() => onOpen('sell')}>
        Sell
      </Button>
    </div>
  )
}

function TicketBody({
  instrument,
  account,
  choices,
  sent,
  onSend,
}: {
  readonly instrument: Instrument
  readonly account: AccountView | null
  readonly choices: readonly AccountView[]
  readonly sent: readonly Sent[]
  onSend(sent: Sent): void
}) {
  const chooseAccount = useTicket((ticket) => ticket.chooseAccount)
  if (choices.length === 0) {
    return (
      <EmptyFace text="No connected account at this venue in this scope. Open or connect one under Accounts." />
    )
  }
  return (
    <>
      <div className="flex flex-col gap-2 p-3">
        <Select
          label="Account"
          value={account?.id ?? ''}
          onChange={(event) => chooseAccount(event.target.value)}
        >
          {account === null ? <option value="">Choose whose money</option> : null}
          {choices.map(({ id, clientName, name }) => (
            <option key={id} value={id}>
              {clientName} / {name}
            </option>
          ))}
        </Select>
        <TicketForm instrument={instrument} account={account} onSend={onSend} />
      </div>
      <ul aria-label="Just sent">
        {sent.map((order) => (
          <SentOrder key={order.placing.key} {...order} />
        ))}
      </ul>
    </>
  )
}
