import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { Figure } from '#components/ui/figure.tsx'
import { moneyText } from '#components/ui/money-text.ts'
import type { Amount } from '#core/money/money.ts'

/** An amount with every digit that it has: what is added up must not be rounded. */
export function Exact({
  value,
  decimals,
  isSigned = false,
  className,
  receipt,
}: {
  readonly value: Amount
  readonly decimals: number
  readonly isSigned?: boolean
  readonly className?: string
  readonly receipt?: ReceiptSubject
}) {
  return (
    <Figure
      text={moneyText(value, { decimalsMin: decimals, isSigned })}
      className={className}
      receipt={receipt}
    />
  )
}
