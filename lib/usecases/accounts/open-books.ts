import { assert } from '#core/assert.ts'
import { postingsForDeposit } from '#core/ledger/postings-for-transfer.ts'
import type { AssetId, VenueId } from '#core/market/instrument.ts'
import { type Amount, add, zeroAmount } from '#core/money/money.ts'
import { MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { NewLedgerTransaction } from '#ports/order-path-store.ts'
import type { Venue } from '#ports/venue.ts'
import {
  type ConnectingAccount,
  insertOpening,
  type OpeningLine,
  readConnectingAccount,
  setAccountStatus,
} from '#store/account-connection.ts'
import { writeAccountChanges } from '#store/order-path-write.ts'
import { readMarkets } from '#store/read-markets.ts'
import { openValuer, type Valuer } from '#usecases/valuation/open-valuer.ts'
import { tellAccountChanged } from './account-news.ts'
import type { ConnectionContext } from './connection-context.ts'

/** How far back transfers are listed so that those before the opening are known not to be news. */
export const KNOWN_TRANSFERS_CURSOR = 'transfers-before-opening'
/** The time from which the venue's history is ours to book. */
export const OPENED_AT_CURSOR = 'opened-at'
const LOOK_BACK_MS = MINUTE_MS

/**
 * Takes over what the account holds at this moment as its opening balance, in the manual book and at its value now,
 * and connects it. What happened at the venue before is not ours to explain. Does nothing for an account that
 * is connected already; throws VENUE_UNREACHABLE, changing nothing, when the venue does not answer.
 */
export async function openBooks(
  ctx: Pick<ConnectionContext, 'db' | 'clock' | 'dice' | 'mayTradeLive'>,
  { account, venue }: { readonly account: ConnectingAccount; readonly venue: Venue },
): Promise<void> {
  const openedAt = ctx.clock.now()
  const before = await venue.fetchTransfers({ since: unixMsOf(openedAt - LOOK_BACK_MS) })
  const balances = await venue.fetchBalances()
  await ctx.db.decide(account.accountId, async (tx) => {
    const current = await readConnectingAccount(tx, account.accountId)
    if (current?.status !== 'CONNECTING') return
    const { manualBookId } = current
    assert(manualBookId !== null, 'an account has a manual book before its books are opened')
    const valuer = openValuer(await readMarkets(tx), openedAt)
    const lines = balances.map(({ asset, free, locked }) =>
      openingLine(ctx, valuer, { venueId: venue.venueId, asset, amount: add(free, locked) }),
    )
    await insertOpening(tx, { account, bookId: manualBookId, lines, at: openedAt })
    await writeAccountChanges(tx, {
      account,
      at: openedAt,
      ledger: lines.map((line) =>
        openingTransaction(line, manualBookId, openedAt, ctx.dice.uuid()),
      ),
      cursors: [
        { name: OPENED_AT_CURSOR, position: String(openedAt) },
        {
          name: KNOWN_TRANSFERS_CURSOR,
          position: JSON.stringify(
            before.map(({ kind, venueTransferId }) => `${kind}:${venueTransferId}`),
          ),
        },
      ],
    })
    await setAccountStatus(tx, { accountId: account.accountId, ...statusOf(current, venue, ctx) })
    await tellAccountChanged(tx, account, openedAt)
  })
}

function openingLine(
  ctx: Pick<ConnectionContext, 'dice'>,
  valuer: Valuer,
  holding: { readonly venueId: VenueId; readonly asset: AssetId; readonly amount: Amount },
): OpeningLine {
  const value = valuer.valueOf(holding)
  return {
    id: ctx.dice.uuid(),
    asset: holding.asset,
    amount: holding.amount,
    costBasis: value.kind === 'valued' ? value.amount : null,
  }
}

function openingTransaction(
  line: OpeningLine,
  bookId: string,
  effectiveAt: UnixMs,
  id: string,
): NewLedgerTransaction {
  const { asset, amount } = line
  const fee = { feeAsset: asset, feeAmount: zeroAmount }
  return {
    id,
    kind: 'transfer',
    reference: `opening:${asset}`,
    note: null,
    effectiveAt,
    postings: postingsForDeposit({ bookId, asset, amount, ...fee }),
  }
}

function statusOf(
  account: ConnectingAccount,
  venue: Venue,
  { mayTradeLive }: Pick<ConnectionContext, 'mayTradeLive'>,
) {
  const { venueName } = account
  if (
    venue.capabilities.isReadOnly ||
    (account.mode === 'live' && account.certification !== 'LIVE_READY')
  ) {
    const reason = `${venueName} is read-only until it is certified: truebook venue certify ${account.venueId} --testnet.`
    return { status: 'READ_ONLY', reason } as const
  }
  if (account.mode === 'live' && !mayTradeLive) {
    const reason = 'Live trading is off on this desk: it needs LIVE_TRADING=1.'
    return { status: 'READ_ONLY', reason } as const
  }
  return { status: 'CONNECTED', reason: null } as const
}
