'use client'
import { type SubmitEvent, useEffect, useRef } from 'react'
import type { AccountView } from '#api/codecs/client.ts'
import { newIdempotencyKey } from '#browser/call.ts'
import { isArmed } from '#browser/stores/armed.ts'
import { type TicketForm as Form, useTicket } from '#browser/stores/ticket.ts'
import { manualBookOf } from '#browser/trading-account.ts'
import { type Owner, useOwners } from '#browser/use-owners.ts'
import { Button } from '#components/ui/button.tsx'
import { useNotice } from '#components/ui/toasts.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import { type Draft, draftOrder, type TicketMarket } from './draft-order.ts'
import { DENIAL_WORDS } from './order-words.ts'
import { ownedActText } from './ticket-act.ts'
import { ConditionFields, KindFields, PriceFields, SizeFields } from './ticket-fields.tsx'
import { TicketPreview } from './ticket-preview.tsx'
import type { Placing } from './use-place-order.ts'
import { useTicketMarket } from './use-ticket-market.ts'

export type Sent = { readonly placing: Placing; readonly text: string }

type Props = {
  readonly instrument: Instrument
  readonly account: AccountView | null
  onSend(sent: Sent): void
}

/** What is typed, what would come of it, and the one button that sends it. */
export function TicketForm({ instrument, account, onSend }: Props) {
  const { form, change } = useTicket()
  const market = useTicketMarket(instrument, account)
  const owner = useOwners().get(account?.id ?? '')
  const draft = draftOrder(form, market)
  const sent = sentOf(draft, { account, owner, instrument })
  usePress({ form, market, sentOf: (made) => sentOf(made, { account, owner, instrument }), onSend })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (sent === null) return
    onSend(sent)
    change({ size: '' })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <KindFields form={form} change={change} />
      <PriceFields form={form} draft={draft} market={market} change={change} />
      <SizeFields form={form} draft={draft} market={market} change={change} />
      <ConditionFields form={form} change={change} />
      <TicketPreview draft={draft} market={market} form={form} />
      <Button type="submit" tone="primary" disabled={sent === null} className="min-w-0 max-lg:h-10">
        <span className="truncate">{sent?.text ?? waitingText(account)}</span>
      </Button>
    </form>
  )
}

type Whose = {
  readonly account: AccountView | null
  readonly owner: Owner | undefined
  readonly instrument: Instrument
}

/** The order ready to go, under a key of its own; null while something is missing. */
function sentOf({ terms }: Draft, { account, owner, instrument }: Whose): Sent | null {
  const book = manualBookOf(account)
  if (terms === null || account === null || book === null || owner === undefined) return null
  return {
    text: ownedActText(terms, instrument, owner),
    placing: {
      key: newIdempotencyKey(),
      input: {
        ...terms,
        accountId: account.id,
        bookId: book.id,
        instrumentId: instrument.id,
        protectsPositionId: null,
        parentOrderId: null,
        reason: null,
      },
    },
  }
}

/** Sends what was pressed on the ladder, if sending by one press is armed at that moment. */
function usePress({
  form,
  market,
  sentOf: sentOfDraft,
  onSend,
}: {
  readonly form: Form
  readonly market: TicketMarket
  sentOf(draft: Draft): Sent | null
  onSend(sent: Sent): void
}): void {
  const press = useTicket((ticket) => ticket.press)
  const notify = useNotice()
  const latest = useRef({ form, market, sentOfDraft, onSend, notify })
  latest.current = { form, market, sentOfDraft, onSend, notify }
  useEffect(() => {
    if (press === null) return
    const { takePress, pickLevel } = useTicket.getState()
    takePress()
    pickLevel(press)
    if (!isArmed()) return
    const now = latest.current
    const type = now.form.type === 'market' ? 'limit' : now.form.type
    const draft = draftOrder({ ...now.form, ...press, type }, now.market)
    const sent = now.sentOfDraft(draft)
    if (draft.denial !== null) {
      now.notify({ title: `Not sent: ${DENIAL_WORDS[draft.denial.reason]}`, tone: 'attention' })
    } else if (sent === null) {
      now.notify({
        title: 'Not sent: the ticket has no account or no size',
        tone: 'attention',
      })
    } else now.onSend(sent)
  }, [press])
}

function waitingText(account: AccountView | null): string {
  return account === null ? 'Choose an account' : 'Enter a size and a price'
}
