import type {
  BalanceFigure,
  OverviewFigure,
  PositionFigure,
  ReceiptSubject,
} from '#api/codecs/receipt-subject.ts'
import type { AssetId, InstrumentId } from '#core/market/instrument.ts'
import type { ScopeChoice } from './scope.ts'

/** The receipt of a total of a scope: the narrowest that is chosen. */
export function totalReceipt(
  kind: OverviewFigure,
  { accountId, clientId }: ScopeChoice,
): ReceiptSubject {
  if (accountId !== null) return { kind, scope: { level: 'account', accountId } }
  if (clientId !== null) return { kind, scope: { level: 'client', clientId } }
  return { kind, scope: { level: 'firm' } }
}

/** The receipt of an account's total. */
export function accountReceipt(
  kind: OverviewFigure,
  { accountId }: { readonly accountId: string },
): ReceiptSubject {
  return { kind, scope: { level: 'account', accountId } }
}

/** The receipt of a number of what is owned. */
export function holdingReceipt(
  kind: BalanceFigure,
  { accountId, asset }: { readonly accountId: string; readonly asset: AssetId },
): ReceiptSubject {
  return { kind, accountId, asset }
}

/** The receipt of a number of a position. */
export function positionReceipt(
  kind: PositionFigure,
  { bookId, instrumentId }: { readonly bookId: string; readonly instrumentId: InstrumentId },
): ReceiptSubject {
  return { kind, bookId, instrumentId }
}
