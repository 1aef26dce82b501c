'use client'
import type { PositionFigure } from '#api/codecs/receipt-subject.ts'
import { Amount, Percent, Pnl, Price } from '#components/ui/money.tsx'
import { useProof } from '#components/ui/use-proof.ts'
import { PnlWorth, Worth } from '#components/ui/worth.tsx'
import { absolute } from '#core/money/money.ts'
import type { PositionRow } from './position-row.ts'

type Props = { readonly row: PositionRow }

/** The receipt of one of a row's figures. */
function receiptOf(kind: PositionFigure, { position: { bookId, instrumentId } }: PositionRow) {
  return { kind, bookId, instrumentId }
}

/** What is held; ours over the venue's where its balance says otherwise. */
export function HeldQuantity({ row }: Props) {
  const { position, instrument } = row
  return (
    <Amount
      value={position.quantity}
      unit={instrument?.base}
      proof={useProof().position(position)}
      receipt={receiptOf('position.quantity', row)}
    />
  )
}

export function AveragePrice({ row }: Props) {
  const { position, instrument } = row
  return (
    <Price
      value={position.averagePrice}
      tick={instrument?.priceTick}
      proof={useProof().ofPosition(position)}
      receipt={receiptOf('position.averagePrice', row)}
    />
  )
}

/** What the market says; as old as the last that was heard of the venue. */
export function MarketPrice({ row: { price, instrument, position } }: Props) {
  const heard = useProof().account(position.accountId)
  const proof = price?.isStale ? ({ kind: 'stale', ageMs: price.ageMs } as const) : heard
  return <Price value={price?.value ?? null} tick={instrument?.priceTick} proof={proof} />
}

export function PositionWorth({ row }: Props) {
  const proof = useProof().ofPosition(row.position)
  return <Worth value={row.value} proof={proof} receipt={receiptOf('position.value', row)} />
}

export function Unrealized({ row }: Props) {
  const proof = useProof().ofPosition(row.position)
  const receipt = receiptOf('position.unrealizedPnl', row)
  return <PnlWorth value={row.unrealized} proof={proof} receipt={receipt} />
}

export function UnrealizedPercent({ row: { unrealized, position } }: Props) {
  const proof = useProof().ofPosition(position)
  const part = unrealized.kind === 'valued' ? unrealized.amount : null
  return <Percent part={part} whole={absolute(position.cost)} proof={proof} />
}

export function Realized({ row }: Props) {
  const proof = useProof().ofPosition(row.position)
  const receipt = receiptOf('position.realizedPnl', row)
  return <Pnl value={row.position.realizedPnl} proof={proof} receipt={receipt} />
}

/** Fees in the quote asset, which the realised profit has lost already, and those in other coins. */
export function Fees({ row }: Props) {
  const { position, instrument } = row
  const proof = useProof().account(position.accountId)
  const receipt = receiptOf('position.fees', row)
  return (
    <span className="inline-flex flex-col items-end">
      <Amount value={position.feesQuote} unit={instrument?.quote} proof={proof} receipt={receipt} />
      {position.feesOther.map(({ asset, amount }) => (
        <Amount key={asset} value={amount} unit={asset} proof={proof} />
      ))}
    </span>
  )
}
