import { isOpen } from '#core/orders/order-state.ts'
import { strictestState } from '#core/risk/trading-scope.ts'
import type { AccountRef, OrderPathTx } from '#ports/order-path-store.ts'
import type { RecordedStep } from '../replay/recording.ts'
import type { AccountState } from './account-state.ts'
import type { Lock } from './lock-table.ts'
import type { SimConnection } from './sim-connection.ts'
import type { Session, SimDatabase } from './sim-database.ts'
import { findClaimable, findHistory, findNews, findOrder, findPlacing, inOrder } from './sim-tx.ts'

/** The order path's reads and its one write in an open transaction of the simulated database. */
export function simOrderPathTx(
  connection: SimConnection,
  session: Session,
  accountId: string,
): OrderPathTx {
  const { database } = connection
  const { market } = database
  const statement = <Name extends keyof OrderPathTx>(
    name: Name,
    given: Parameters<OrderPathTx[Name]>,
    find: (state: AccountState) => Awaited<ReturnType<OrderPathTx[Name]>>,
  ) =>
    connection.execute(session, name, () => {
      const found = find(permitted(database, session, accountId))
      const step = { name, given, found, at: database.now }
      database.record(session, step as RecordedStep)
      return found
    })
  return {
    readPlacing: (wishes) =>
      statement('readPlacing', [wishes], (state) => findPlacing(state, market, wishes)),
    readClaimable: async (claim) => {
      await connection.lock(session, leaseLock(accountId, 'shared'))
      return statement('readClaimable', [claim], (state) => {
        const lease = database.leases.get(accountId) ?? null
        return findClaimable(state, { market, lease, now: database.now }, claim)
      })
    },
    readNews: (wish) => statement('readNews', [wish], (state) => findNews(state, market, wish)),
    readHistory: (history) =>
      statement('readHistory', [history], (state) => findHistory(state, history)),
    readOrder: (ref) => statement('readOrder', [ref], (state) => findOrder(state, ref.orderId)),
    listOpenOrders: () =>
      statement('listOpenOrders', [], ({ orders }) =>
        inOrder([...orders.values()].filter(({ state }) => isOpen(state))),
      ),
    write: (changes) =>
      statement('write', [changes], () => {
        session.staged.push({ accountId, changes })
        // Constraints speak at once, not first at the commit.
        database.view(session, accountId)
      }),
  }
}

/** Alone on the account, and while no kill switch is being pressed. */
export function accountLocks({ accountId, organizationId }: AccountRef): readonly Lock[] {
  return [
    { key: `account ${accountId}`, mode: 'exclusive' },
    { key: `kill ${organizationId}`, mode: 'shared' },
  ]
}

/** Nobody takes a lease over while a claim under it is open. */
export function leaseLock(accountId: string, mode: Lock['mode']): Lock {
  return { key: `lease ${accountId}`, mode }
}

/** The account under whatever the kill switch says of everything around it. */
function permitted(database: SimDatabase, session: Session, accountId: string): AccountState {
  const state = database.view(session, accountId)
  const halt = database.halts.get(state.account.organizationId) ?? 'ACTIVE'
  const tradingState = strictestState([state.permit.tradingState, halt])
  return { ...state, permit: { ...state.permit, tradingState } }
}
