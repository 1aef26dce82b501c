import { parsePrice, parseQuantity } from '#core/money/money.ts'
import { HOUR_MS } from '#core/time/time.ts'
import { latestOf } from '../exchange/sim-exchange.ts'
import { tradeOn } from '../exchange/trade-on.ts'
import type { Intent } from './intents.ts'
import { INSTRUMENTS, MARKETS, type SimHouse } from './sim-house.ts'
import type { SimRunner } from './sim-runner.ts'
import type { SimTrader } from './sim-trader.ts'

const STRANGERS_MAX = 3
/** Within so long an order is decided and claimed. */
const CLAIMED_MS = 60
/** Longer than an order may wait unsent. */
const HALT_MS_MAX = 70_000
/** After everything that was asked for in time has been done. */
const LAST_LOOK_MS = 45_000
const SILENCE_MS_MAX = 50_000

type Scene = {
  readonly house: SimHouse
  readonly trader: SimTrader
  readonly runners: ReadonlyMap<string, SimRunner>
  readonly untilMs: number
  readonly intents: readonly Intent[]
}

/** Plans what happens once in a run: a stop, a silent market, a stranger, a wrong clock, an orderly end. */
export function planMisfortunes(scene: Scene): void {
  const { world } = scene.house
  const { faults, dice } = world
  const sometime = () => dice.between(0, scene.untilMs)
  // A stop is hardest while an order is on its way.
  const whenPlaced = () =>
    dice.pick([0, ...scene.intents.map(({ at }) => at)]) + dice.between(0, CLAIMED_MS)
  if (faults.has('killSwitch')) planHalt(scene, dice.happens(0.7) ? whenPlaced() : sometime())
  if (faults.has('strangers')) {
    const count = Math.ceil(dice.between(0, STRANGERS_MAX))
    for (let n = 0; n < count; n++) world.after(sometime(), () => tradeAsStranger(scene.house, n))
  }
  if (faults.has('terminate')) world.after(sometime(), () => scene.runners.get('a')?.stop())
  if (faults.has('clockJump')) world.after(sometime(), () => jump(scene))
}

/** Whether quotes come at this time. */
export function drawSilence({ world }: SimHouse, untilMs: number): (now: number) => boolean {
  const { faults, dice } = world
  if (!faults.has('quotesStop')) return () => false
  const from = dice.between(0, untilMs)
  const to = Math.min(untilMs, from + dice.between(0, SILENCE_MS_MAX))
  return (now) => now >= from && now < to
}

function planHalt({ house, trader, untilMs }: Scene, at: number): void {
  const { world } = house
  world.after(at, () => trader.halt('HALTED'))
  const until = Math.min(untilMs, at + world.dice.between(0, HALT_MS_MAX))
  world.after(until, () => trader.halt('ACTIVE'))
  // Asking again, however late, has the last word: somebody looks at the end.
  world.after(untilMs + LAST_LOOK_MS, () => trader.halt('ACTIVE'))
}

function tradeAsStranger({ world, exchange }: SimHouse, index: number): void {
  const { dice } = world
  const market = Math.floor(dice.between(0, INSTRUMENTS.length))
  const instrument = INSTRUMENTS[market]
  if (instrument === undefined) return
  const placed = exchange.place(
    {
      instrumentId: instrument.id,
      clientOrderId: `web_${index}`,
      side: dice.pick(['buy', 'sell']),
      type: 'limit',
      quantity: parseQuantity(dice.pick(['0.5', '1'])),
      quoteAmount: null,
      limitPrice: parsePrice(MARKETS[market]?.price ?? '100'),
      stopPrice: null,
      timeInForce: 'GTC',
      postOnly: false,
    },
    world.now,
  )
  if ('refused' in placed) return
  world.note(`a stranger places ${instrument.id} ${latestOf(placed).venueOrderId}`)
  tradeOn({ world, exchange }, placed, { timeInForce: 'GTC', fills: [] })
}

/** A clock that is wrong by an hour is put right when faults stop. */
function jump({ house, runners, untilMs }: Scene): void {
  const { world } = house
  const process = runners.get('a')?.process
  if (process === undefined) return
  const byMs = HOUR_MS * (world.dice.happens(0.5) ? 1 : -1)
  world.note(`the wall clock of ${process.name} jumps by ${byMs}`)
  process.wallOffsetMs += byMs
  world.after(untilMs - world.now, () => {
    process.wallOffsetMs -= byMs
  })
}
