import { assetIdOf, instrumentIdOf, venueIdOf } from '#core/market/instrument.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { anInstrument, p } from '#test/builders.ts'
import { simClock } from '../simulator/kernel/sim-clock.ts'
import { newProcess } from '../simulator/kernel/sim-process.ts'
import { World } from '../simulator/kernel/world.ts'
import { emptyAccount } from '../simulator/store/account-state.ts'
import { SimDatabase } from '../simulator/store/sim-database.ts'
import { SimOrderPath } from '../simulator/store/sim-order-path.ts'
import { AT, type OrderPathRig, openingOf, QUOTED_AT, write } from './order-path-rig.ts'
import { testOrderPathStore } from './order-path-store.ts'

/** A store's trips take milliseconds; its time-outs, which nothing here waits for, take seconds. */
const STEP_MS = 500

testOrderPathStore(async () => {
  const world = new World({ seed: 1, faultsUntilMs: 0 })
  const database = new SimDatabase(world)
  const process = newProcess('test', 0)
  const orderPath = new SimOrderPath({ world, database, process, clock: simClock(world, process) })
  const account = {
    organizationId: systemDice.uuid(),
    clientId: systemDice.uuid(),
    accountId: systemDice.uuid(),
  }
  const [bookId, externalBookId] = [systemDice.uuid(), systemDice.uuid()]
  const permit = {
    accountStatus: 'CONNECTED',
    clientStatus: 'ACTIVE',
    mode: 'paper',
    certification: 'LIVE_READY',
    tradingState: 'ACTIVE',
  } as const
  const bookIds = [bookId, externalBookId]
  const state = emptyAccount({ account, venueId: 'sim', permit, bookIds, externalBookId })
  database.accounts.set(account.accountId, state)
  const rig: OrderPathRig = {
    store: pumped(world, orderPath),
    ...{ account, bookId, externalBookId },
    instrumentId: quote(database, 'BTC', '100', QUOTED_AT),
    silentInstrumentId: quote(database, 'ETH', '50', AT),
    halt: (to) => pumped(world, orderPath).setHalt(account.organizationId, to),
  }
  await write(rig, { ledger: [openingOf(rig)] })
  return rig
})

function quote(database: SimDatabase, base: string, price: string, at: typeof AT) {
  const parts = { venueId: venueIdOf('sim'), base: assetIdOf(base), quote: assetIdOf('USDT') }
  const instrument = anInstrument({ ...parts, id: instrumentIdOf(parts) })
  const last = p(price)
  database.market.set(instrument.id, { instrument, quote: { bid: null, ask: null, last, at } })
  return instrument.id
}

/** Lets the world go on whenever the store is asked something. */
function pumped(world: World, orderPath: SimOrderPath): SimOrderPath {
  return new Proxy(orderPath, {
    get: (target, name) => {
      const member = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      return (...given: unknown[]) => {
        const answer = member.apply(target, given)
        void pump(world)
        return answer
      }
    },
  })
}

const pumping = new WeakSet<World>()

async function pump(world: World): Promise<void> {
  if (pumping.has(world)) return
  pumping.add(world)
  // What is asked meanwhile takes its own trips: go on until nothing happens within a step.
  for (let idle = 0; idle < 2; ) {
    const before = world.events
    await world.runUntil(world.now + STEP_MS)
    await new Promise((resolve) => setImmediate(resolve))
    idle = world.events === before ? idle + 1 : 0
  }
  pumping.delete(world)
}
