import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import type { Amount as AmountValue, Decimal, Price as PriceValue } from '#core/money/money.ts'
import { formatDecimal } from '#core/money/money.ts'
import { Figure, type Proof } from './figure.tsx'
import { decimalsOf, moneyText, percentText } from './money-text.ts'

/** Quote money is read with cents. */
const QUOTE_DECIMALS = 2
const HOLDING_DECIMALS_MAX = 8

type Shared = {
  readonly proof?: Proof | undefined
  readonly unit?: string | undefined
  readonly className?: string | undefined
  readonly receipt?: ReceiptSubject | undefined
}

/** What is owned or moved of an asset, up to 8 decimals; the whole text is in its title. */
export function Amount({
  value,
  decimals,
  ...rest
}: Shared & { readonly value: Decimal | null; readonly decimals?: number }) {
  if (value === null) return <Figure text={null} {...rest} />
  const text = moneyText(value, {
    decimalsMin: decimals ?? 0,
    decimalsMax: decimals ?? HOLDING_DECIMALS_MAX,
    rounding: 'down',
  })
  return <Figure text={text} title={formatDecimal(value)} {...rest} />
}

/** Money of the quote asset, with cents. */
export function Money({ value, ...rest }: Shared & { readonly value: AmountValue | null }) {
  if (value === null) return <Figure text={null} {...rest} />
  const text = moneyText(value, { decimalsMin: QUOTE_DECIMALS, decimalsMax: QUOTE_DECIMALS })
  return <Figure text={text} title={formatDecimal(value)} {...rest} />
}

/** A price to the instrument's tick; its own decimals where the tick is not known. */
export function Price({
  value,
  tick,
  ...rest
}: Shared & { readonly value: PriceValue | null; readonly tick?: PriceValue | undefined }) {
  if (value === null) return <Figure text={null} {...rest} />
  const decimals = tick === undefined ? undefined : decimalsOf(tick)
  const text = moneyText(value, {
    decimalsMin: decimals ?? QUOTE_DECIMALS,
    decimalsMax: decimals ?? HOLDING_DECIMALS_MAX,
  })
  return <Figure text={text} title={formatDecimal(value)} {...rest} />
}

/** Profit or loss: always with its sign, coloured by it. */
export function Pnl({
  value,
  className,
  ...rest
}: Shared & { readonly value: AmountValue | null }) {
  if (value === null) return <Figure text={null} {...rest} />
  const text = moneyText(value, {
    decimalsMin: QUOTE_DECIMALS,
    decimalsMax: QUOTE_DECIMALS,
    isSigned: true,
  })
  return (
    <Figure
      text={text}
      title={formatDecimal(value)}
      className={`${signClass(value)} ${className ?? ''}`}
      {...rest}
    />
  )
}

/** A change: its arrow, its sign and its size, so that no colour is needed to read it. */
export function Delta({
  value,
  decimals = QUOTE_DECIMALS,
  className,
  ...rest
}: Shared & { readonly value: Decimal | null; readonly decimals?: number }) {
  if (value === null) return <Figure text={null} {...rest} />
  const text = moneyText(value, { decimalsMin: decimals, decimalsMax: decimals, isSigned: true })
  return (
    <Figure
      text={`${arrowOf(value)}${text}`}
      title={formatDecimal(value)}
      className={`${signClass(value)} ${className ?? ''}`}
      {...rest}
    />
  )
}

/** A change in percent of a base: always with its sign; unknown without a base. */
export function Percent({
  part,
  whole,
  ...rest
}: Shared & { readonly part: bigint | null; readonly whole: bigint | null }) {
  if (part === null || whole === null || whole === 0n) return <Figure text={null} {...rest} />
  return <Figure text={percentText(part, whole)} className={signClass(part)} {...rest} />
}

/** A part of a whole in percent: no change, so without sign and colour. */
export function Share({
  part,
  whole,
  ...rest
}: Shared & { readonly part: bigint | null; readonly whole: bigint | null }) {
  if (part === null || whole === null || whole === 0n) return <Figure text={null} {...rest} />
  return <Figure text={percentText(part, whole).replace(/^\+/, '')} {...rest} />
}

function arrowOf(value: bigint): string {
  if (value > 0n) return '▲ '
  return value < 0n ? '▼ ' : ''
}

function signClass(value: bigint): string {
  if (value > 0n) return 'text-up'
  return value < 0n ? 'text-down' : 'text-ink-soft'
}
