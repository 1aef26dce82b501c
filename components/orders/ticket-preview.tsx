import type { ReactNode } from 'react'
import { Amount, Money } from '#components/ui/money.tsx'
import { TAKER_FEE_BPS } from './assumptions.ts'
import type { Draft, TicketMarket } from './draft-order.ts'
import { DENIAL_WORDS } from './order-words.ts'

const BPS_PER_PERCENT = 100

/** What the order would cost, what rounding changed, and why it would be refused. */
export function TicketPreview({
  draft,
  market,
  side,
}: {
  readonly draft: Draft
  readonly market: TicketMarket
  readonly side: 'buy' | 'sell'
}) {
  const { base, quote } = market.instrument
  return (
    <dl className="flex flex-col gap-1 text-label">
      <Line label="Available">
        {side === 'buy' ? (
          <Amount value={market.available?.quote ?? null} unit={quote} />
        ) : (
          <Amount value={market.available?.base ?? null} unit={base} />
        )}
      </Line>
      <Line label={side === 'buy' ? 'Cost' : 'Proceeds'}>
        <Money value={draft.worth} unit={quote} />
      </Line>
      <Line label={`Fee, at ${TAKER_FEE_BPS / BPS_PER_PERCENT} % (estimate)`}>
        <Money value={draft.fee} unit={quote} />
      </Line>
      {draft.roundings.map(({ what, typed, used }) => (
        <Line key={what} label={`${what}, rounded`}>
          <span className="figure text-attention">
            {typed} → {used}
          </span>
        </Line>
      ))}
      {draft.denial === null ? null : (
        <p className="rounded-box bg-attention-paper px-2 py-1 text-attention">
          Would be refused: {DENIAL_WORDS[draft.denial.reason]}.
          <span className="figure block text-[11px] break-all whitespace-normal">
            {draft.denial.detail}
          </span>
        </p>
      )}
    </dl>
  )
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-ink-faint">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
