'use client'
import { type FormEvent, useEffect, useState } from 'react'
import type { AccountView } from '#api/codecs/client.ts'
import { newIdempotencyKey } from '#browser/call.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useTicket } from '#browser/stores/ticket.ts'
import { manualBookOf } from '#browser/trading-account.ts'
import { useMay } from '#browser/use-may.ts'
import { useOwners } from '#browser/use-owners.ts'
import { useTradingAccount } from '#browser/use-trading-account.ts'
import { Button } from '#components/ui/button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Select } from '#components/ui/field.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import { draftOrder } from './draft-order.ts'
import { SentOrder } from './sent-order.tsx'
import { ownedActText } from './ticket-act.ts'
import { ConditionFields, KindFields, PriceFields, SizeFields } from './ticket-fields.tsx'
import { TicketPreview } from './ticket-preview.tsx'
import type { Placing } from './use-place-order.ts'
import { useTicketMarket } from './use-ticket-market.ts'

const SENT_SHOWN_MAX = 5

type Sent = { readonly placing: Placing; readonly text: string }

/** The order ticket of a market, for one account of the scope. */
export function OrderTicket({
  instrument,
  scope,
}: {
  readonly instrument: Instrument
  readonly scope: ScopeChoice
}) {
  const { choices, account } = useTradingAccount(instrument, scope)
  const chooseAccount = useTicket((ticket) => ticket.chooseAccount)
  const [sent, setSent] = useState<readonly Sent[]>([])
  const clear = useTicket((ticket) => ticket.clear)
  // What was typed for one market or account is never sent to another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these two are what clears it
  useEffect(clear, [instrument.id, account?.id])
  const mayPlace = useMay('orders:place')
  if (!mayPlace) return null
  return (
    <Panel
      title="Order"
      className={classNames(account?.mode === 'paper' && 'border-t-2 border-t-mode-paper')}
    >
      {choices.length === 0 ? (
        <EmptyFace text="No connected account at this venue in this scope. Open or connect one under Accounts." />
      ) : (
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
          <TicketForm
            instrument={instrument}
            account={account}
            onSend={(order) => setSent([order, ...sent].slice(0, SENT_SHOWN_MAX))}
          />
        </div>
      )}
      <ul aria-label="Just sent">
        {sent.map((order) => (
          <SentOrder key={order.placing.key} {...order} />
        ))}
      </ul>
    </Panel>
  )
}

function TicketForm({
  instrument,
  account,
  onSend,
}: {
  readonly instrument: Instrument
  readonly account: AccountView | null
  onSend(sent: Sent): void
}) {
  const { form, change } = useTicket()
  const market = useTicketMarket(instrument, account)
  const owner = useOwners().get(account?.id ?? '')
  const draft = draftOrder(form, market)
  const book = manualBookOf(account)
  const sendable =
    draft.terms === null || account === null || book === null || owner === undefined
      ? null
      : {
          text: ownedActText(draft.terms, instrument, owner),
          input: {
            ...draft.terms,
            accountId: account.id,
            bookId: book.id,
            instrumentId: instrument.id,
            protectsPositionId: null,
            parentOrderId: null,
            reason: null,
          },
        }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (sendable === null) return
    const { text, input } = sendable
    onSend({ text, placing: { key: newIdempotencyKey(), input } })
    change({ size: '' })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <KindFields form={form} change={change} />
      <PriceFields form={form} draft={draft} market={market} change={change} />
      <SizeFields form={form} draft={draft} market={market} change={change} />
      <ConditionFields form={form} change={change} />
      <TicketPreview draft={draft} market={market} side={form.side} />
      <Button type="submit" tone="primary" disabled={sendable === null} className="min-w-0">
        <span className="truncate">{sendable?.text ?? waitingText(account)}</span>
      </Button>
    </form>
  )
}

function waitingText(account: AccountView | null): string {
  return account === null ? 'Choose an account' : 'Enter a size and a price'
}
