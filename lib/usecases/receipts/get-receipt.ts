import type { ReceiptView } from '#api/codecs/receipt.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/receipts.ts'
import type { Tx } from '#store/transaction.ts'
import { type Moment, momentOf } from '#usecases/as-of/moment.ts'
import type { Context } from '#usecases/context.ts'
import { balanceReceipt } from './balance-receipt.ts'
import { fillReceipt } from './fill-receipt.ts'
import { orderReceipt } from './order-receipt.ts'
import { overviewReceipt } from './overview-receipt.ts'
import { positionReceipt } from './position-receipt.ts'
import { statementReceipt } from './statement-receipt.ts'

type Input = HandlerInput<typeof api.getReceipt>

/**
 * Where a number comes from, computed from its parts in one consistent read: it equals the number on its page
 * to the last digit. NOT_FOUND for what the caller may not see; INVALID_INPUT for the `before` of another
 * number.
 */
export function getReceipt(
  ctx: Pick<Context, 'db' | 'clock'>,
  input: Input,
): Promise<HandlerResult<typeof api.getReceipt>> {
  return ctx.db.read((tx) => receiptAt(tx, momentOf(tx, ctx.clock, input.asOf), input))
}

function receiptAt(tx: Tx, moment: Moment, { subject, before }: Input): Promise<ReceiptView> {
  switch (subject.kind) {
    case 'fill':
      return fillReceipt(tx, moment, subject)
    case 'statement.line':
      return statementReceipt(tx, moment, subject)
    default:
      if ('instrumentId' in subject) return positionReceipt(tx, moment, { subject, before })
      if ('asset' in subject) return balanceReceipt(tx, moment, { subject, before })
      if ('orderId' in subject) return orderReceipt(tx, moment, subject)
      return overviewReceipt(tx, moment, subject)
  }
}
