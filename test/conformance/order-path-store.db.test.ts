import { takeKillLock } from '#store/kill-lock.ts'
import { orderPathStore } from '#store/order-path.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { createInstrument, quoteMarket } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { AT, type OrderPathRig, openingOf, QUOTED_AT, write } from './order-path-rig.ts'
import { testOrderPathStore } from './order-path-store.ts'

const clone = await openTestDatabase()
const instrumentId = await createInstrument(clone.database, 'BTC-USDT')
const silentInstrumentId = await createInstrument(clone.database, 'ETH-USDT')
await quoteMarket(clone.database, instrumentId, { last: '100', receivedAt: QUOTED_AT })
await quoteMarket(clone.database, silentInstrumentId, { last: '50', receivedAt: AT })

testOrderPathStore(async () => {
  const firm = await createFirm(clone.database)
  const { bookId, externalBookId, ...account } = await createClientWithAccount(firm)
  const rig: OrderPathRig = {
    store: orderPathStore(firm.db),
    ...{ account, bookId, externalBookId, instrumentId, silentInstrumentId },
    halt: (state) =>
      firm.db.write(async (tx) => {
        await takeKillLock(tx)
        await tx.query({
          text: 'UPDATE account SET trading_state = $2 WHERE id = $1',
          values: [account.accountId, state],
        })
      }),
  }
  await write(rig, { ledger: [openingOf(rig)] })
  return rig
})
