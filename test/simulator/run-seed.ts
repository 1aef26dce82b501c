import type { OrderState } from '#core/orders/order-state.ts'
import { readyToTrade } from '#runtime/runner/account-desk.ts'
import { checkEnd } from './checks/check-end.ts'
import { checkIntents } from './checks/check-intents.ts'
import { checkProof } from './checks/check-proof.ts'
import { checkReplacements } from './checks/check-replacements.ts'
import { watchCommits } from './checks/watch-commits.ts'
import { checkSent, watchTaken } from './checks/watch-venue.ts'
import { drawIntents } from './desk/intents.ts'
import { drawSilence, planMisfortunes } from './desk/misfortunes.ts'
import { openSimHouse, quoteMarkets, type SimHouse } from './desk/sim-house.ts'
import { proveInSimulation } from './desk/sim-proof.ts'
import { type RunnerHouse, type SimRunner, startSimRunner } from './desk/sim-runner.ts'
import { SimTrader } from './desk/sim-trader.ts'
import type { FaultKind } from './kernel/faults.ts'
import { World } from './kernel/world.ts'

export type SeedOptions = {
  readonly seed: number
  readonly without?: ReadonlySet<FaultKind>
  /** Intents left out, by their index. */
  readonly withoutIntents?: ReadonlySet<number>
  readonly faultsUntilMs?: number
  readonly killAt?: number
  readonly isTraced?: boolean
  /** Told of the house before anything happens. */
  readonly onOpen?: (house: SimHouse) => void
}

export type SeedResult = {
  readonly seed: number
  readonly violations: readonly string[]
  /** Equal for two runs in which the same happened. */
  readonly hash: string
  readonly awaits: number
  readonly intents: number
  readonly venueOrders: number
  /** How our orders ended. */
  readonly states: readonly OrderState[]
  readonly faults: readonly FaultKind[]
  readonly trace: readonly string[]
}

export const FAULTS_UNTIL_MS = 60_000
/** Enough for a lease to run out, the last doubt to settle and every poll to come round. */
const CALM_MS = 90_000
const INTENTS = { least: 3, most: 8 }
const QUOTES_EVERY_MS = 2_000
const RESTART_MS = { least: 100, most: 3_000 }
const BELL_MS = { least: 1, most: 20 }

/** One run of the simulated firm: the same seed and options give the same run. */
export async function runSeed(options: SeedOptions): Promise<SeedResult> {
  const trace: string[] = []
  const faultsUntilMs = options.faultsUntilMs ?? FAULTS_UNTIL_MS
  const world = new World({ ...options, faultsUntilMs }, options.isTraced === true ? trace : null)
  const house = openSimHouse(world)
  options.onOpen?.(house)
  watchCommits(house)
  watchTaken(house)
  keepQuoting(house, drawSilence(house, faultsUntilMs))
  const runners = startRunners(house)
  const trader = new SimTrader(house, () => ringAll(house, runners))
  const count = Math.floor(world.dice.between(INTENTS.least, INTENTS.most + 1))
  const intents = drawIntents(world.dice, house, { count, withinMs: FAULTS_UNTIL_MS * 0.9 })
  planMisfortunes({ house, trader, runners, intents, untilMs: faultsUntilMs })
  const placed = intents.filter(({ index }) => options.withoutIntents?.has(index) !== true)
  for (const intent of placed) world.after(intent.at, () => trader.place(intent))
  await world.runUntil(FAULTS_UNTIL_MS + CALM_MS)
  checkEnd(house)
  checkReplacements(house, trader.replacements)
  checkIntents(house, { intents: placed, answers: trader.answers })
  return {
    seed: options.seed,
    violations: house.violations,
    hash: world.traceHash,
    awaits: world.awaits,
    intents: count,
    venueOrders: house.exchange.orders.length,
    states: [...house.database.account(house.account.accountId).orders.values()]
      .filter(({ origin }) => origin.kind !== 'external')
      .map(({ state }) => state),
    faults: world.faults.kinds,
    trace,
  }
}

function keepQuoting(house: SimHouse, isSilent: (now: number) => boolean): void {
  if (!isSilent(house.world.now)) quoteMarkets(house)
  house.world.after(QUOTES_EVERY_MS, () => keepQuoting(house, isSilent))
}

type Runners = Map<string, SimRunner>

/** One runner or two, each started again when it dies. */
function startRunners(house: SimHouse): Runners {
  const runners: Runners = new Map()
  const { world } = house
  const runnerHouse: RunnerHouse = {
    ...house,
    onSent: (order) => checkSent(house, order),
    prove: async (desk) => {
      const proven = await proveInSimulation(desk)
      if (proven !== null) readyToTrade(desk)
      // As proveBooks: the first comparison is tried again soon.
      if (!desk.recovery.isDone) throw new Error('the books were not compared yet')
      checkProof(house, proven)
    },
  }
  const start = (slot: string, generation: number) => {
    const runner = startSimRunner(runnerHouse, `runner-${slot}${generation}`)
    runners.set(slot, runner)
    runner.process.onDeath.push(() =>
      world.after(world.dice.between(RESTART_MS.least, RESTART_MS.most), () =>
        start(slot, generation + 1),
      ),
    )
  }
  start('a', 1)
  if (world.faults.has('twoRunners')) start('b', 1)
  return runners
}

function ringAll({ world }: SimHouse, runners: Runners): void {
  for (const runner of runners.values()) {
    if (world.faults.happens('bellLost')) continue
    world.after(world.dice.between(BELL_MS.least, BELL_MS.most), () => runner.ring())
  }
}
