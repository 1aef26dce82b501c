import type { Value } from '#api/codecs/portfolio.ts'
import { postingsForDeposit, postingsForWithdrawal } from '#core/ledger/postings-for-transfer.ts'
import { absolute, isPositive, isZero } from '#core/money/money.ts'
import type { NewLedgerTransaction } from '#ports/order-path-store.ts'
import type { VenueTransfer } from '#ports/venue.ts'
import { readConnectingAccount } from '#store/account-connection.ts'
import { ensureAssets } from '#store/assets.ts'
import type { ScopedDatabase } from '#store/database.ts'
import { writeAccountChanges } from '#store/order-path-write.ts'
import { readMarkets } from '#store/read-markets.ts'
import {
  insertTransfers,
  type NewTransfer,
  readKnownTransfers,
  transferKey,
} from '#store/transfers.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import { balanceNews } from '#usecases/orders/account-news.ts'
import { notFound } from '#usecases/require-visible.ts'
import { openValuer } from '#usecases/valuation/open-valuer.ts'

export type TransferContext = Pick<AccountContext, 'account' | 'venue' | 'clock' | 'dice'> & {
  readonly db: ScopedDatabase
}

/**
 * Books deposits, withdrawals and dust conversions to the manual book, at what they are worth now, each once
 * whatever told us of it. Returns those that were new. Safe to repeat.
 */
export async function recordTransfers(
  ctx: TransferContext,
  transfers: readonly VenueTransfer[],
): Promise<readonly VenueTransfer[]> {
  const moving = transfers.filter(({ amount }) => !isZero(amount))
  if (moving.length === 0) return []
  const { accountId } = ctx.account
  return ctx.db.decide(accountId, async (tx) => {
    const keys = [...new Set(moving.map(transferKey))]
    const known = await readKnownTransfers(tx, { accountId, keys })
    const fresh = moving.filter((transfer) => !known.has(transferKey(transfer)))
    if (fresh.length === 0) return []
    const bookId = (await readConnectingAccount(tx, accountId))?.manualBookId
    if (!bookId) throw notFound()
    const at = ctx.clock.now()
    const valuer = openValuer(await readMarkets(tx), at)
    const booked = fresh.map((transfer) => {
      const value = valuer.valueOf({ ...transfer, venueId: ctx.venue.venueId })
      return newTransferOf(transfer, { id: ctx.dice.uuid(), bookId, value })
    })
    const assets = booked.map(({ asset }) => asset)
    await ensureAssets(tx, assets)
    await insertTransfers(tx, { account: ctx.account, transfers: booked, at })
    await writeAccountChanges(tx, {
      account: ctx.account,
      at,
      ledger: booked.map((transfer) => transactionOf(transfer, ctx.dice.uuid())),
      events: [balanceNews(bookId, assets)],
    })
    return fresh
  })
}

function newTransferOf(
  transfer: VenueTransfer,
  { id, bookId, value }: { readonly id: string; readonly bookId: string; readonly value: Value },
): NewTransfer {
  return { ...transfer, id, bookId, costBasis: value.kind === 'valued' ? value.amount : null }
}

function transactionOf(transfer: NewTransfer, id: string): NewLedgerTransaction {
  const { bookId, asset, amount, feeAmount } = transfer
  const moved = { bookId, asset, amount: absolute(amount), feeAsset: asset, feeAmount }
  return {
    id,
    kind: 'transfer',
    reference: `${transferKey(transfer)}:${asset}`,
    note: null,
    effectiveAt: transfer.venueAt,
    postings: isPositive(amount) ? postingsForDeposit(moved) : postingsForWithdrawal(moved),
  }
}
