'use client'
import { type FormEvent, useState } from 'react'
import type { PositionView } from '#api/codecs/portfolio.ts'
import { newIdempotencyKey } from '#browser/call.ts'
import type { PositionAct } from '#browser/stores/position-act.ts'
import type { TicketForm } from '#browser/stores/ticket.ts'
import type { Owner } from '#browser/use-owners.ts'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import { formatDecimal } from '#core/money/money.ts'
import { type Draft, draftOrder, type TicketMarket } from './draft-order.ts'
import { formOfAct, misplaced, shareText, withStopLimit } from './position-order.ts'
import { PositionOrderPreview } from './position-order-preview.tsx'
import { SentOrder } from './sent-order.tsx'
import { ownedActText } from './ticket-act.ts'
import type { Placing } from './use-place-order.ts'
import { useTicketMarket } from './use-ticket-market.ts'

const SHARES = [25n, 50n, 75n, 100n] as const
const ACT_OPTIONS = [
  { value: 'close', label: 'Close' },
  { value: 'stop', label: 'Stop' },
  { value: 'target', label: 'Target' },
] as const

type Props = {
  readonly act: PositionAct
  readonly held: PositionView
  readonly instrument: Instrument
  readonly owner: Owner
  onAct(act: PositionAct): void
}

/** Closes a position or part of it, or sets its stop or its target. Every order of it only reduces. */
export function PositionOrderForm({ act, held, instrument, owner, onAct }: Props) {
  const market = useTicketMarket(instrument, owner.account)
  const [form, setForm] = useState(() => formOfAct(act, held, instrument))
  const [sent, setSent] = useState<{ placing: Placing; text: string } | null>(null)
  const change = (part: Partial<TicketForm>) => setForm((before) => ({ ...before, ...part }))
  const draft = draftOrder(form, { ...market, positionQuantity: held.quantity })
  const wrong = misplaced(act, draft, market.mark)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.terms === null) return
    const text = ownedActText(draft.terms, instrument, owner)
    setSent({ text, placing: { key: newIdempotencyKey(), input: inputOf(draft.terms, held) } })
  }
  if (sent !== null) {
    return (
      <ul aria-label="Just sent" className="-mx-4 -mb-4">
        <SentOrder {...sent} />
      </ul>
    )
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Choice label="Act" value={act} onChange={onAct} options={ACT_OPTIONS} />
      {act === 'close' ? <CloseKind form={form} market={market} change={change} /> : null}
      <PriceField act={act} form={form} draft={draft} setForm={setForm} instrument={instrument} />
      <SizeField form={form} draft={draft} held={held} instrument={instrument} change={change} />
      <PositionOrderPreview act={act} held={held} draft={draft} market={market} />
      {wrong === null ? null : <p className="text-label text-attention">{wrong}.</p>}
      <Button type="submit" tone="primary" disabled={draft.terms === null || wrong !== null}>
        <span className="truncate">
          {draft.terms === null
            ? 'Enter a size and a price'
            : ownedActText(draft.terms, instrument, owner)}
        </span>
      </Button>
      <p className="text-label text-ink-faint">
        Reduce-only: it can close the position and never turns it. A spot account cannot be short,
        so there is nothing to reverse into.
      </p>
    </form>
  )
}

function inputOf(terms: NonNullable<Draft['terms']>, held: PositionView): Placing['input'] {
  const { accountId, bookId, instrumentId } = held
  return {
    ...terms,
    accountId,
    bookId,
    instrumentId,
    protectsPositionId: null,
    parentOrderId: null,
    reason: null,
  }
}

type Part = {
  readonly form: TicketForm
  readonly market: TicketMarket
  change(part: Partial<TicketForm>): void
}

function CloseKind({ form, market, change }: Part) {
  const touch = form.side === 'sell' ? market.ask : market.bid
  return (
    <Choice
      label="How"
      value={form.type === 'market' ? 'market' : 'limit'}
      onChange={(type) =>
        change(
          type === 'market'
            ? { type, limitPrice: '' }
            : { type, limitPrice: touch === null ? '' : formatDecimal(touch) },
        )
      }
      options={[
        { value: 'market', label: 'Market, now' },
        { value: 'limit', label: 'Limit' },
      ]}
    />
  )
}

function PriceField({
  act,
  form,
  draft,
  setForm,
  instrument,
}: {
  readonly act: PositionAct
  readonly form: TicketForm
  readonly draft: Draft
  setForm(form: TicketForm): void
  readonly instrument: Instrument
}) {
  if (form.type === 'market') return null
  const shared = {
    inputMode: 'decimal',
    autoComplete: 'off',
    autoFocus: true,
    className: 'figure text-right',
  } as const
  if (act !== 'stop') {
    return (
      <Field
        {...shared}
        label={`${act === 'target' ? 'Target' : 'Limit'} price, ${instrument.quote}`}
        value={form.limitPrice}
        problem={draft.problems.limitPrice}
        onChange={({ target }) => setForm({ ...form, limitPrice: target.value })}
      />
    )
  }
  return (
    <Field
      {...shared}
      label={`Stop price, ${instrument.quote}`}
      value={form.stopPrice}
      problem={draft.problems.stopPrice}
      hint={
        form.limitPrice === ''
          ? 'The order is sent to the book when the price gets here'
          : `Then sold at ${form.limitPrice} or better`.replace(
              'sold',
              form.side === 'sell' ? 'sold' : 'bought',
            )
      }
      onChange={({ target }) =>
        setForm(withStopLimit({ ...form, stopPrice: target.value }, instrument))
      }
    />
  )
}

function SizeField({
  form,
  draft,
  held,
  instrument,
  change,
}: Omit<Part, 'market'> & Pick<Props, 'held' | 'instrument'> & { readonly draft: Draft }) {
  return (
    <div className="flex flex-col gap-1">
      <Field
        label={`Size, ${instrument.base}`}
        inputMode="decimal"
        autoComplete="off"
        className="figure text-right"
        value={form.size}
        problem={draft.problems.size}
        onChange={({ target }) => change({ size: target.value })}
      />
      <div className="grid grid-cols-4 gap-1">
        {SHARES.map((share) => {
          const size = shareText(held, share, instrument)
          return (
            <Button
              key={String(share)}
              isSmall
              disabled={size === null}
              onClick={() => size !== null && change({ size })}
            >
              {String(share)} %
            </Button>
          )
        })}
      </div>
    </div>
  )
}
