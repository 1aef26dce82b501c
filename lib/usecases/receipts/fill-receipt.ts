import type { ReceiptView } from '#api/codecs/receipt.ts'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import { formatDecimal, isZero, notional, subtract } from '#core/money/money.ts'
import { readFillEvidence } from '#store/read-evidence.ts'
import { readFill } from '#store/read-order-evidence.ts'
import { readBookOwner } from '#store/read-receipt-names.ts'
import type { Tx } from '#store/transaction.ts'
import type { Moment } from '#usecases/as-of/moment.ts'
import { notFound } from '#usecases/require-visible.ts'
import { buildReceipt, plus, times } from './build-receipt.ts'
import { fillLines } from './fill-lines.ts'

/** The receipt of one fill: what it moved of the quote asset. NOT_FOUND for what the caller may not see. */
export async function fillReceipt(
  tx: Tx,
  moment: Moment,
  subject: Extract<ReceiptSubject, { kind: 'fill' }>,
): Promise<ReceiptView> {
  const fill = await readFill(tx, subject.fillId)
  const owner = fill === null ? null : await readBookOwner(tx, fill.bookId)
  if (fill === null || owner === null) throw notFound()
  const { base, quote } = parseInstrumentId(fill.instrumentId)
  const { accountId, quoteQuantity } = fill
  const evidence = await readFillEvidence(tx, { accountId, fillIds: [fill.id] })
  const rounded = subtract(quoteQuantity, notional(fill.price, fill.quantity, 'halfEven'))
  const source =
    fill.orderId === null
      ? {}
      : { source: { kind: 'order.filled', orderId: fill.orderId } as const }
  return buildReceipt(moment, {
    subject,
    title: fill.side === 'buy' ? 'Bought for' : 'Sold for',
    about: `${fill.instrumentId} · ${owner.text}`,
    unit: quote,
    terms: [
      plus({ label: 'quantity', value: fill.quantity, unit: base, ...source }),
      times({ label: 'price', value: fill.price, unit: quote }),
      ...(isZero(rounded)
        ? []
        : [plus({ label: 'rounding of the venue', value: rounded, unit: quote })]),
    ],
    notes: [
      `Fee ${formatDecimal(fill.feeAmount)} ${fill.feeAsset}, ${fill.liquidity}.`,
      fill.source === 'stream' ? 'Told by the venue’s stream.' : 'Found by asking the venue.',
    ],
    history: {
      title: 'The fill',
      unit: quote,
      earlier: null,
      lines: fillLines([{ fill, change: quoteQuantity, running: quoteQuantity }], evidence),
    },
  })
}
