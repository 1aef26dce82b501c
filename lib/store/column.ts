import type { AssetId, InstrumentId, VenueId } from '#core/market/instrument.ts'
import {
  type Amount,
  type Price,
  parseAmount,
  parsePrice,
  parseQuantity,
  type Quantity,
} from '#core/money/money.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'

/**
 * Reads columns as domain values. Money is selected as text (`price::text`), times as timestamptz; text that
 * a check constraint or a foreign key holds to a closed list is only branded.
 */
export const column = {
  price: parsePrice,
  quantity: parseQuantity,
  amount: parseAmount,
  time: (at: Date): UnixMs => unixMsOf(at.getTime()),
  priceOrNull: (text: string | null): Price | null => (text === null ? null : parsePrice(text)),
  quantityOrNull: (text: string | null): Quantity | null =>
    text === null ? null : parseQuantity(text),
  amountOrNull: (text: string | null): Amount | null => (text === null ? null : parseAmount(text)),
  timeOrNull: (at: Date | null): UnixMs | null => (at === null ? null : unixMsOf(at.getTime())),
  instrumentId: (text: string): InstrumentId => text as InstrumentId,
  assetId: (text: string): AssetId => text as AssetId,
  assetIdOrNull: (text: string | null): AssetId | null => text as AssetId | null,
  venueId: (text: string): VenueId => text as VenueId,
}
