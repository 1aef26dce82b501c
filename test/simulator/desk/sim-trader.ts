import type { Quantity } from '#core/money/money.ts'
import type { TradingState } from '#core/risk/check-order.ts'
import type { Amendment } from '#usecases/orders/amend-order.ts'
import { simClock } from '../kernel/sim-clock.ts'
import { newProcess } from '../kernel/sim-process.ts'
import { SimOrderPath } from '../store/sim-order-path.ts'
import type { Intent } from './intents.ts'
import type { SimHouse } from './sim-house.ts'
import { amendFor, cancelFor, placeFor, type SimWeb } from './sim-web.ts'

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
  /** The orders that came of the intents, as their callers were told. */
  readonly answers = new Map<number, string>()
  /** The orders that took another's place, and what was asked for in all. */
  readonly replacements = new Map<string, Quantity>()
  #web: SimWeb | null = null
  #generation = 0

  /** `onChange` is what the database notifies the runners of. */
  constructor(house: SimHouse, onChange: () => void) {
    this.#house = house
    this.#onChange = onChange
    this.#start()
  }

  place(intent: Intent): void {
    const { world } = this.#house
    const answered = (orderId: string) => {
      world.note(`intent ${intent.index} is ${orderId}`)
      this.answers.set(intent.index, orderId)
      const { cancelAfterMs, amendment } = intent
      if (cancelAfterMs !== null) world.after(cancelAfterMs, () => this.cancel(orderId))
      if (amendment !== null) {
        const { afterMs, quantity } = amendment
        world.after(afterMs, () => this.amend({ orderId, quantity }))
      }
    }
    this.#askUntilAnswered(async (web) => answered(await placeFor(this.#house, web, intent)))
  }

  cancel(orderId: string): void {
    this.#askUntilAnswered((web) => cancelFor(this.#house, web, orderId))
  }

  amend(amendment: Amendment): void {
    const { world } = this.#house
    const { quantity } = amendment
    this.#askUntilAnswered(async (web) => {
      const replacedBy = await amendFor(this.#house, web, amendment)
      world.note(`${amendment.orderId} is replaced by ${replacedBy}`)
      if (replacedBy !== null && quantity) this.replacements.set(replacedBy, quantity)
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

  #askUntilAnswered(ask: (web: SimWeb) => Promise<void>): void {
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
