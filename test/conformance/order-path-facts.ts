import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { a, p, q, USDT } from '#test/builders.ts'
import { AT, aHold, CLAIMED, newFill, newOrder, type OpenRig, write } from './order-path-rig.ts'

/** What decisions and news are told. */
export function testFacts(openRig: OpenRig): void {
  test('a decision is told the money, and what open orders and those in doubt are about to do', async () => {
    const rig = await openRig()
    const { account, bookId, instrumentId } = rig
    await write(rig, {
      newOrders: [
        newOrder(rig, { ...CLAIMED, filledQuantity: q('0.25') }),
        newOrder(rig, { state: 'QUARANTINED', side: 'sell', quantity: q('3'), reduceOnly: true }),
        newOrder(rig, { state: 'CANCELED' }),
      ],
      ledger: [aHold(rig, '5', 'one')],
    })
    const facts = await rig.store.change(account.accountId, (tx) =>
      tx.readPlacing({ bookIds: [bookId], instrumentIds: [instrumentId], signals: [] }),
    )
    expect(facts?.available).toContainEqual({ bookId, asset: USDT, amount: a('9995') })
    expect(facts?.exposures).toMatchObject([
      {
        bookId,
        instrumentId,
        openBuys: q('0.75'),
        openSells: q('3'),
        closingSides: ['sell'],
        hasUnsizedBuy: false,
      },
    ])
    expect(facts?.instruments.get(instrumentId)?.quote?.last).toBe(p('100'))
  })

  test('news find an order by its name at the venue within its market, or by the name we gave it', async () => {
    const rig = await openRig()
    const { account, instrumentId, silentInstrumentId } = rig
    const ours = newOrder(rig, { ...CLAIMED, state: 'WORKING', venueOrderId: '7' })
    await write(rig, { newOrders: [ours], fills: [newFill(rig, { venueOrderId: '7' })] })
    const find = (shown: object) =>
      rig.store.change(account.accountId, async (tx) => {
        const named = { instrumentId, clientOrderId: null, venueOrderId: null, ...shown }
        return (await tx.readNews({ orders: [named], fills: [] }))?.orders.map(({ id }) => id)
      })
    expect(await find({ venueOrderId: '7' })).toEqual([ours.id])
    expect(await find({ venueOrderId: '7', instrumentId: silentInstrumentId })).toEqual([])
    expect(await find({ clientOrderId: 'tb-1' })).toEqual([ours.id])
    const fills = [{ instrumentId, venueTradeId: '1', venueOrderId: '7' }]
    const facts = await rig.store.change(account.accountId, (tx) =>
      tx.readNews({ orders: [], fills }),
    )
    expect(facts?.knownFills).toMatchObject(fills)
    expect(facts?.externalBookId).toBe(rig.externalBookId)
  })

  test('the list of working orders is whole, however many they are', async () => {
    const rig = await openRig()
    const count = 501
    const newOrders = Array.from({ length: count }, () => newOrder(rig, { state: 'WORKING' }))
    await write(rig, { newOrders })
    expect(await rig.store.listWorking(rig.account.accountId)).toHaveLength(count)
  })

  test('the lists tell of orders in doubt, working and due to be canceled, and cursors stay where they were put', async () => {
    const rig = await openRig()
    const { store, account } = rig
    const doubt = newOrder(rig, CLAIMED)
    const working = newOrder(rig, { state: 'PARTIALLY_FILLED', cancelRequestedAt: AT })
    await write(rig, { newOrders: [doubt, working], cursors: [{ name: 'fills', position: '5' }] })
    await write(rig, { cursors: [{ name: 'fills', position: '6' }] })
    const ids = async (list: 'listInDoubt' | 'listWorking' | 'listCancelsDue') =>
      (await store[list](account.accountId)).map(({ id }) => id)
    expect([
      await ids('listInDoubt'),
      await ids('listWorking'),
      await ids('listCancelsDue'),
    ]).toEqual([[doubt.id], [working.id], [working.id]])
    expect(await store.readCursor(account.accountId, 'fills')).toBe('6')
    expect(await store.readCursor(account.accountId, 'others')).toBeNull()
    expect(await store.listActiveInstruments(account.accountId, unixMsOf(AT + 1))).toEqual([
      rig.instrumentId,
    ])
  })
}
