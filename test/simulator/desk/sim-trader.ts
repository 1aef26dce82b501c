import type { TradingState } from '#core/risk/check-order.ts'
import { askToCancel } from '#usecases/orders/cancel-order.ts'
import { decidePlacing } from '#usecases/orders/place-orders.ts'
import { simClock } from '../kernel/sim-clock.ts'
import { newProcess, type SimProcess } from '../kernel/sim-process.ts'
import { SimOrderPath } from '../store/sim-order-path.ts'
import type { Intent } from './intents.ts'
import type { SimHouse } from './sim-house.ts'

/** Whoever asks gives up after so long and asks again, not knowing what became of it. */
const PATIENCE_MS = 4_000
const RESTART_MS = { least: 100, most: 3_000 }

/**
 * Bots and people, and the web process through which they ask: it dies like any other, and they ask again until
 * they are answered.
 */
export class SimTrader {
  readonly #house: SimHouse
  readonly #onChange: () => void
  #web: { readonly process: SimProcess; readonly orderPath: SimOrderPath } | null = null
  #generation = 0

  /** `onChange` is what the database notifies the runners of. */
  constructor(house: SimHouse, onChange: () => void) {
    this.#house = house
    this.#onChange = onChange
    this.#start()
  }

  place(intent: Intent): void {
    const { world, account } = this.#house
    this.#askUntilAnswered(async ({ process, orderPath }) => {
      const clock = simClock(world, process)
      const [verdict] = await orderPath.transact(account.accountId, (tx) =>
        decidePlacing({ clock, dice: world.dice }, tx, [
          { requestId: `intent-${intent.index}`, wishes: [intent.order] },
        ]),
      )
      if (verdict?.kind === 'failed') throw verdict.error
      const [order] = verdict?.result ?? []
      if (order === undefined) throw new Error('an intent makes an order')
      world.note(`intent ${intent.index} is ${order.id} ${order.state} ${order.reason ?? ''}`)
      if (intent.cancelAfterMs !== null)
        world.after(intent.cancelAfterMs, () => this.cancel(order.id))
    })
  }

  cancel(orderId: string): void {
    const { world, account } = this.#house
    this.#askUntilAnswered(async ({ process, orderPath }) => {
      const clock = simClock(world, process)
      await orderPath.transact(account.accountId, async (tx) => {
        const facts = await tx.readOrder({ orderId })
        if (!facts?.order) throw new Error('an order that was placed is there')
        await askToCancel({ clock, dice: world.dice }, tx, {
          account: facts.account,
          orders: [facts.order],
        })
      })
    })
  }

  /** The kill switch of the firm, pressed or let go. */
  halt(state: TradingState): void {
    const { organizationId } = this.#house.account
    this.#askUntilAnswered(async ({ orderPath }) => {
      await orderPath.setHalt(organizationId, state)
      this.#house.world.note(`trading is ${state}`)
    })
  }

  #askUntilAnswered(
    ask: (web: { readonly process: SimProcess; readonly orderPath: SimOrderPath }) => Promise<void>,
  ): void {
    const { world } = this.#house
    let isAnswered = false
    const attempt = () => {
      if (isAnswered) return
      world.after(PATIENCE_MS, attempt)
      const web = this.#web
      if (web === null) return
      ask(web).then(
        () => {
          isAnswered = true
          this.#onChange()
        },
        (error: unknown) => world.note(`a request failed: ${error}`),
      )
    }
    attempt()
  }

  #start(): void {
    const { world, database } = this.#house
    const process = newProcess(`web-${++this.#generation}`, 0)
    const clock = simClock(world, process)
    this.#web = { process, orderPath: new SimOrderPath({ world, database, process, clock }) }
    process.onDeath.push(() => {
      this.#web = null
      world.after(world.dice.between(RESTART_MS.least, RESTART_MS.most), () => this.#start())
    })
  }
}
