'use client'
import type { TicketForm } from '#browser/stores/ticket.ts'
import { useLiveFrame } from '#browser/use-live-frame.ts'
import { LabelledLine } from '#components/ui/labelled.tsx'
import { Amount, Money, Price } from '#components/ui/money.tsx'
import { percentText, UNKNOWN_TEXT } from '#components/ui/money-text.ts'
import {
  type Amount as AmountValue,
  absolute,
  asAmount,
  isZero,
  type Price as PriceValue,
  subtract,
} from '#core/money/money.ts'
import { TAKER_FEE_BPS } from './assumptions.ts'
import { type Draft, isQuoteSize, type TicketMarket } from './draft-order.ts'
import { type FillsNow, type Foresight, foreseeOrder, type Stand } from './foresee-order.ts'
import { DENIAL_WORDS } from './order-words.ts'

const BPS_PER_PERCENT = 100

/** What the order would cost and do, what rounding changed, and why it would be refused. */
export function TicketPreview({
  draft,
  market,
  form,
}: {
  readonly draft: Draft
  readonly market: TicketMarket
  readonly form: TicketForm
}) {
  const { base, quote } = market.instrument
  const isBuy = form.side === 'buy'
  return (
    <dl aria-label="What this order would do" className="flex flex-col gap-0.5 text-label">
      <LabelledLine label="Available">
        {isBuy ? (
          <Amount value={market.available?.quote ?? null} unit={quote} />
        ) : (
          <Amount value={market.available?.base ?? null} unit={base} />
        )}
      </LabelledLine>
      <LabelledLine label={isBuy ? 'Cost' : 'Proceeds'}>
        <Money value={draft.worth} unit={quote} />
      </LabelledLine>
      <LabelledLine label={`Fee, at ${TAKER_FEE_BPS / BPS_PER_PERCENT} % (estimate)`}>
        <Money value={draft.fee} unit={quote} />
      </LabelledLine>
      <Outcome draft={draft} market={market} form={form} />
      <Left draft={draft} market={market} isBuy={isBuy} />
      {draft.roundings.map(({ what, typed, used }) => (
        <LabelledLine key={what} label={`${what}, rounded`}>
          <span className="figure text-attention">
            {typed} → {used}
          </span>
        </LabelledLine>
      ))}
      {draft.denial === null ? null : (
        <p role="status" className="mt-1 rounded-box bg-attention-paper px-2 py-1 text-attention">
          Would be refused: {DENIAL_WORDS[draft.denial.reason]}.
          <span className="figure block text-[11px] break-all whitespace-normal">
            {draft.denial.detail}
          </span>
        </p>
      )}
    </dl>
  )
}

type Drafted = {
  readonly draft: Draft
  readonly market: TicketMarket
  readonly form: TicketForm
}

/** What the live book says: it alone is drawn again with every frame. */
function Outcome({ draft: { terms }, market, form }: Drafted) {
  const live = useLiveFrame('book', market.instrument.id)
  const { base, priceTick } = market.instrument
  const foresight: Foresight | null =
    terms === null
      ? null
      : foreseeOrder(terms, {
          book: live?.isStale === false ? live.data : null,
          position: { quantity: market.positionQuantity, averagePrice: market.positionAverage },
        })
  const now = foresight?.fillsNow ?? null
  return (
    <>
      {isQuoteSize(form) ? (
        <LabelledLine label="Quantity">
          <Amount value={terms?.quantity ?? now?.quantity ?? null} unit={base} />
        </LabelledLine>
      ) : null}
      <LabelledLine label="Worst price, now">
        <WorstPrice now={now} tick={priceTick} isDrafted={terms !== null} />
      </LabelledLine>
      <LabelledLine label="Position after">
        <After stand={foresight?.after ?? null} unit={base} tick={priceTick} />
      </LabelledLine>
      {now?.isBeyondBook ? (
        <p className="text-attention">More than the book shows: the rest fills worse than this.</p>
      ) : null}
      {now !== null && terms?.postOnly ? (
        <p className="text-attention">
          Post-only at this price is refused by the venue: it would fill.
        </p>
      ) : null}
    </>
  )
}

function WorstPrice({
  now,
  tick,
  isDrafted,
}: {
  readonly now: FillsNow | null
  readonly tick: PriceValue
  readonly isDrafted: boolean
}) {
  if (now === null) {
    return <span className="text-ink-faint">{isDrafted ? 'rests' : UNKNOWN_TEXT}</span>
  }
  return (
    <>
      <Price value={now.worstPrice} tick={tick} />{' '}
      <span className="figure text-ink-soft">
        {percentText(absolute(subtract(now.worstPrice, now.touch)), now.touch)}
      </span>
    </>
  )
}

function After({
  stand,
  unit,
  tick,
}: {
  readonly stand: Stand | null
  readonly unit: string
  readonly tick: PriceValue
}) {
  if (stand === null) return <span className="text-ink-faint">{UNKNOWN_TEXT}</span>
  if (stand.averagePrice === null) return <span>flat</span>
  return (
    <>
      <Amount value={stand.quantity} unit={unit} />
      <span className="text-ink-faint"> at </span>
      <Price value={stand.averagePrice} tick={tick} />
    </>
  )
}

/** What is left to spend after this order, the limit that every order has. */
function Left({
  draft,
  market,
  isBuy,
}: {
  readonly draft: Draft
  readonly market: TicketMarket
  readonly isBuy: boolean
}) {
  const { base, quote } = market.instrument
  const { available } = market
  const used: AmountValue | null = isBuy
    ? draft.worth
    : draft.terms?.quantity == null
      ? null
      : asAmount(draft.terms.quantity)
  const before = available === null ? null : isBuy ? available.quote : available.base
  if (before === null || used === null || isZero(used)) return null
  return (
    <LabelledLine label="Available after">
      <Amount value={subtract(before, used)} unit={isBuy ? quote : base} />
    </LabelledLine>
  )
}
