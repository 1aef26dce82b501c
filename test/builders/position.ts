import type { InstrumentId } from '#core/market/instrument.ts'
import type { TestAccount, TestFirm } from './firm.ts'

/** A position of the book that people trade in, opened by one fill. */
export async function insertPosition(
  firm: TestFirm,
  account: TestAccount,
  position: {
    readonly instrumentId: InstrumentId
    readonly quantity: string
    readonly cost: string
    readonly realizedPnl?: string
    readonly feesOther?: Readonly<Record<string, string>>
  },
): Promise<void> {
  await firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO position (organization_id, client_id, account_id, book_id, instrument_id, quantity, cost,
          realized_pnl, fees_quote, fees_other, cycle, fill_count, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, 1, 1, '2026-11-01T00:00:00Z')`,
      values: [
        account.organizationId,
        account.clientId,
        account.accountId,
        account.bookId,
        position.instrumentId,
        position.quantity,
        position.cost,
        position.realizedPnl ?? '0',
        JSON.stringify(position.feesOther ?? {}),
      ],
    }),
  )
}
