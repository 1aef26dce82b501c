import type { OrderPathTx } from '#ports/order-path-store.ts'
import type { ScopedDatabase } from '#store/database.ts'
import type { StoredAnswer } from '#store/idempotency-keys.ts'
import { JointJobs } from '#store/joint-jobs.ts'
import type { Statement, Tx } from '#store/transaction.ts'
import type { Session, SimDatabase } from './sim-database.ts'
import type { SimOrderPath } from './sim-order-path.ts'

/** A transaction of a request: what makeEffect sends to the database, and the order path in it. */
type EffectTx = Tx & {
  readonly orderPath: OrderPathTx
  /** Settles when everything that was only sent is answered, as a commit does. */
  sent(): Promise<unknown>
}

/** The order path in a transaction that this database opened. */
export function orderPathIn(tx: Tx): OrderPathTx {
  return (tx as EffectTx).orderPath
}

/** As much of a scoped database as requests that place and cancel orders need, over the simulated one. */
export function effectsDatabase(
  database: SimDatabase,
  orderPath: SimOrderPath,
  organizationId: string,
): ScopedDatabase {
  const jobs = new JointJobs()
  const absent = () => Promise.reject(new Error('requests do not use this of the database'))
  const txOf = (tx: OrderPathTx, session: Session): EffectTx => {
    const query = (statement: Statement) =>
      orderPath.execute(session, statement.name ?? '', () => answer(database, session, statement))
    let sent: Promise<unknown> = Promise.resolve()
    const send = (statement: Statement) => {
      sent = Promise.all([sent, query(statement)])
      sent.catch(() => undefined)
    }
    // Each statement's rows are of the kind that its caller names.
    const asked: unknown = query
    return { orderPath: tx, query: asked as Tx['query'], send, sent: () => sent, copyIn: absent }
  }
  const done = <T>(work: (tx: Tx) => Promise<T>) => {
    return async (orders: OrderPathTx, session: Session) => {
      const tx = txOf(orders, session)
      const result = await work(tx)
      await tx.sent()
      return result
    }
  }
  const decide: ScopedDatabase['decide'] = (accountId, work) =>
    orderPath.transact(accountId, done(work))
  const write: ScopedDatabase['write'] = (work) => orderPath.transact(NOBODY, done(work), [])
  const decideTogether: ScopedDatabase['decideTogether'] = (accountId, { name, ...job }, work) =>
    jobs.run({ key: `${name} ${accountId}`, ...job }, (taken) =>
      decide(accountId, (tx) => work(tx, taken())),
    )
  return {
    scope: { organizationId, clientId: null },
    ...{ decide, decideTogether, write },
    ...{ change: absent, changeTogether: absent, read: absent },
  }
}

/** A write that is of no account. */
const NOBODY = ''

/** The statements of makeEffect by their names; their values are in the order of their texts. */
function answer(
  { keys, audits }: SimDatabase,
  session: Session,
  { name, values = [] }: Statement,
): readonly object[] {
  const columns = values as readonly (readonly string[])[]
  switch (name) {
    case 'start-idempotency-keys': {
      const wanted = identities(columns.slice(1, 4))
      const free = wanted.filter((key) => !keys.has(key))
      const fingerprints = columns[4] ?? []
      session.onCommit.push(() => {
        for (const key of free) {
          const fingerprint = fingerprints[wanted.indexOf(key)] ?? ''
          if (!keys.has(key)) keys.set(key, { ...STARTED, fingerprint })
        }
      })
      return free.map((key) => ({ key }))
    }
    case 'read-idempotency-key': {
      const stored = keys.get(values.slice(1, 4).join(' '))
      return stored === undefined ? [] : [stored]
    }
    case 'record-effects': {
      const answered = identities(columns.slice(1, 4))
      const [actions = [], requests = []] = [columns[10], columns[13]]
      session.onCommit.push(() => {
        for (const [index, key] of answered.entries()) {
          const body = columns[5]?.[index] ?? null
          const stored = keys.get(key)
          if (stored !== undefined) keys.set(key, { ...stored, state: 'DONE', status: 200, body })
        }
        for (const [index, action] of actions.entries()) {
          audits.push({ action, requestId: requests[index] ?? '' })
        }
      })
      return []
    }
    default:
      throw new Error(`the simulated database has no statement "${name}"`)
  }
}

const STARTED: StoredAnswer = { fingerprint: '', state: 'STARTED', status: null, body: null }

function identities([actors = [], routes = [], keys = []]: readonly (readonly string[])[]) {
  return keys.map((key, index) => `${actors[index]} ${routes[index]} ${key}`)
}
