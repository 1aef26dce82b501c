'use client'
import type { PositionView } from '#api/codecs/portfolio.ts'
import type { PositionAct } from '#browser/stores/position-act.ts'
import { LabelledLine } from '#components/ui/labelled.tsx'
import { Amount, Percent, Pnl } from '#components/ui/money.tsx'
import type { Price } from '#core/money/money.ts'
import { subtract } from '#core/money/money.ts'
import type { Draft, TicketMarket } from './draft-order.ts'
import { DENIAL_WORDS } from './order-words.ts'
import { leftAfter, realizedAt } from './position-order.ts'

/** What the act would realise, what stays open, and why it would be refused. */
export function PositionOrderPreview({
  act,
  held,
  draft,
  market,
}: {
  readonly act: PositionAct
  readonly held: PositionView
  readonly draft: Draft
  readonly market: TicketMarket
}) {
  const price = priceOf(act, draft, market)
  const { base, quote } = market.instrument
  return (
    <dl className="flex flex-col gap-1 text-label">
      <LabelledLine label="Would realise, before the fee">
        <Pnl value={realizedAt(held, draft, price)} unit={quote} />
      </LabelledLine>
      {act === 'close' ? null : (
        <LabelledLine label="From the price of now">
          <Percent
            part={price === null || market.mark === null ? null : subtract(price, market.mark)}
            whole={market.mark}
          />
        </LabelledLine>
      )}
      <LabelledLine label="Then still open">
        <Amount value={leftAfter(held, draft)} unit={base} />
      </LabelledLine>
      {draft.roundings.map(({ what, typed, used }) => (
        <LabelledLine key={what} label={`${what}, rounded`}>
          <span className="figure text-attention">
            {typed} → {used}
          </span>
        </LabelledLine>
      ))}
      {draft.denial === null ? null : (
        <p className="rounded-box bg-attention-paper px-2 py-1 text-attention">
          Would be refused: {DENIAL_WORDS[draft.denial.reason]}.
          <span className="figure block break-all whitespace-normal">{draft.denial.detail}</span>
        </p>
      )}
    </dl>
  )
}

/** At which price the act would fill: where it is asked to, or where the book begins. */
function priceOf(
  act: PositionAct,
  { terms }: Draft,
  { bid, ask, mark }: TicketMarket,
): Price | null {
  if (act === 'stop') return terms?.stopPrice ?? null
  if (terms?.limitPrice != null) return terms.limitPrice
  return (terms?.side === 'buy' ? ask : bid) ?? mark
}
