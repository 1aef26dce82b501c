import { AppError } from '#api/app-error.ts'
import type { Value } from '#api/codecs/portfolio.ts'
import { assert } from '#core/assert.ts'
import { postingsForDeposit } from '#core/ledger/postings-for-transfer.ts'
import { add, zeroAmount } from '#core/money/money.ts'
import { MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { NewLedgerTransaction } from '#ports/order-path-store.ts'
import type { Venue } from '#ports/venue.ts'
import {
  type ConnectingAccount,
  readConnectingAccount,
  setAccountStatus,
} from '#store/account-connection.ts'
import { ensureAssets } from '#store/assets.ts'
import { writeAccountChanges } from '#store/order-path-write.ts'
import { readMarkets } from '#store/read-markets.ts'
import { insertTransfers, type NewTransfer, transferKey } from '#store/transfers.ts'
import { openValuer } from '#usecases/valuation/open-valuer.ts'
import { tellAccountChanged } from './account-news.ts'
import type { ConnectionContext } from './connection-context.ts'

/** Venues stamp transfers when they see fit: one stamped this long before may still be new. */
export const TRANSFERS_OVERLAP_MS = 10 * MINUTE_MS
/** The transfers whose money is part of the opening. */
export const KNOWN_TRANSFERS_CURSOR = 'transfers-before-opening'
/** The time from which the venue's history is ours to book. */
export const OPENED_AT_CURSOR = 'opened-at'
const STANDSTILL_READS_MAX = 5

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
  const { balances, transfers } = await standstill(venue, openedAt)
  await ctx.db.decide(account.accountId, async (tx) => {
    const current = await readConnectingAccount(tx, account.accountId)
    if (current?.status !== 'CONNECTING') return
    const { manualBookId } = current
    assert(manualBookId !== null, 'an account has a manual book before its books are opened')
    const valuer = openValuer(await readMarkets(tx), openedAt)
    const lines = balances.map(({ asset, free, locked }) =>
      openingLine(
        { id: ctx.dice.uuid(), bookId: manualBookId, asset, amount: add(free, locked), openedAt },
        valuer.valueOf({ venueId: venue.venueId, asset, amount: add(free, locked) }),
      ),
    )
    await ensureAssets(
      tx,
      lines.map(({ asset }) => asset),
    )
    await insertTransfers(tx, { account, transfers: lines, at: openedAt })
    await writeAccountChanges(tx, {
      account,
      at: openedAt,
      ledger: lines.map((line) => openingTransaction(line, openedAt, ctx.dice.uuid())),
      cursors: [
        { name: OPENED_AT_CURSOR, position: String(openedAt) },
        {
          name: KNOWN_TRANSFERS_CURSOR,
          position: JSON.stringify(transfers.map(transferKey)),
        },
      ],
    })
    await setAccountStatus(tx, { accountId: account.accountId, ...statusOf(current, venue, ctx) })
    await tellAccountChanged(tx, account, openedAt)
  })
}

/** Balances with the transfers that they contain: read again while something moves between the two. */
async function standstill(venue: Venue, openedAt: UnixMs) {
  const since = unixMsOf(openedAt - 2 * TRANSFERS_OVERLAP_MS)
  let transfers = await venue.fetchTransfers({ since })
  for (let reads = 0; reads < STANDSTILL_READS_MAX; reads++) {
    const balances = await venue.fetchBalances()
    const after = await venue.fetchTransfers({ since })
    if (after.length === transfers.length) return { balances, transfers }
    transfers = after
  }
  throw new AppError('VENUE_UNREACHABLE', {
    public: 'Money kept moving while the books were opened. They are opened when it rests.',
  })
}

type Holding = Pick<NewTransfer, 'id' | 'bookId' | 'asset' | 'amount'> & {
  readonly openedAt: UnixMs
}

function openingLine({ openedAt, ...holding }: Holding, value: Value): NewTransfer {
  return {
    ...holding,
    kind: 'opening',
    venueTransferId: 'opening',
    feeAmount: zeroAmount,
    costBasis: value.kind === 'valued' ? value.amount : null,
    venueAt: openedAt,
    message: null,
  }
}

function openingTransaction(
  line: NewTransfer,
  effectiveAt: UnixMs,
  id: string,
): NewLedgerTransaction {
  const { bookId, asset, amount } = line
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
