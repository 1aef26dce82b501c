import type { AverageRange } from '#core/patterns/average-range.ts'
import { LevelList, LevelWait } from '#core/patterns/level-list.ts'
import type { PatternRows } from '#core/patterns/pattern-rows.ts'
import type { Expiry, PatternSettings } from '#core/patterns/pattern-settings.ts'
import type { RecentBars } from '#core/patterns/recent-bars.ts'
import type { SideBar } from '#core/patterns/side-bar.ts'
import type { SideSight } from '#core/patterns/side-sight.ts'

/** Zones of one direction followed at a time; with one more the oldest expires. */
export const ZONES_MAX = 512

/** A place for a zone, used again when its zone's life is over: its row, and each price or moment it waits for. */
class ZonePlace {
  row = -1
  readonly near: LevelWait
  readonly depth: LevelWait
  readonly stop: LevelWait
  /** With its sign turned: reached from below. */
  readonly runaway: LevelWait
  /** With its sign turned: the earliest is the highest. */
  readonly deadline: LevelWait

  constructor(slot: number) {
    this.near = new LevelWait(slot)
    this.depth = new LevelWait(slot)
    this.stop = new LevelWait(slot)
    this.runaway = new LevelWait(slot)
    this.deadline = new LevelWait(slot)
  }
}

/**
 * Lives of the zones that wait below the market: entered from above, lost when a bar closes below their stop. Zones
 * above it are kept by a second book that is told every price with its sign turned, so there is one set of rules. A
 * bar costs what it reaches: who waits is sorted.
 */
export class ZoneBook {
  /** Of the zone that `open` takes in: its edge towards the market, the other one, and where it is lost. */
  near = Number.NaN
  far = Number.NaN
  stop = Number.NaN
  /** As many as were needed at once: most feeds follow far fewer than they may. */
  private readonly places: ZonePlace[] = []
  private readonly free: ZonePlace[] = []
  private readonly untouched = new LevelList()
  private readonly unmitigated = new LevelList()
  private readonly stops = new LevelList()
  private readonly runaways = new LevelList()
  /** Living zones in the order of their confirmation. */
  private readonly deadlines = new LevelList()

  private readonly rows: PatternRows
  private readonly mitigatesByTouch: boolean
  private readonly mitigatesAtMiddle: boolean
  private readonly expiry: Expiry
  private readonly bars: RecentBars
  private readonly bar: SideBar
  private readonly range: AverageRange
  private readonly expiresByTime: boolean
  /** No zone is concerned by a bar whose low is above this one, whose high is below that, before this moment. */
  private lowAlarm = Number.NEGATIVE_INFINITY
  private highAlarm = Number.POSITIVE_INFINITY
  private nextDeadline = Number.POSITIVE_INFINITY

  constructor(sight: SideSight, rows: PatternRows, settings: PatternSettings) {
    this.bars = sight.bars
    this.bar = sight.bar
    this.range = sight.range
    this.rows = rows
    this.expiresByTime = settings.expiry.by === 'time'
    this.mitigatesByTouch = settings.mitigation === 'touch'
    this.mitigatesAtMiddle = settings.mitigation === 'mid'
    this.expiry = settings.expiry
  }

  /** What the newest bar does to the zones confirmed before it. */
  next(): void {
    const { high, low } = this.bar
    const now = this.expiresByTime ? this.bars.closedAt : this.bars.index
    if (low <= this.lowAlarm || high >= this.highAlarm || now >= this.nextDeadline) this.follow(now)
  }

  private follow(now: number): void {
    const { untouched, unmitigated, stops, runaways, deadlines } = this
    const { high, low, close } = this.bar
    while (low <= untouched.highest) this.touch(untouched.top)
    while (low <= unmitigated.highest) this.mitigate(unmitigated.top)
    while (close < stops.highest) this.invalidate(stops.top)
    while (-high <= runaways.highest) this.expire(runaways.top)
    while (-now <= deadlines.highest) this.expire(deadlines.top)
    const reached = Math.max(untouched.highest, unmitigated.highest)
    this.lowAlarm = Math.max(reached, stops.highest)
    this.highAlarm = -runaways.highest
    this.nextDeadline = -deadlines.highest
  }

  /** Follows the zone at `near`, `far` and `stop`, confirmed by the newest bar, from the next bar on. */
  open(row: number): void {
    const place = this.takePlace()
    place.row = row
    place.near.level = this.near
    place.depth.level = this.mitigatesAtMiddle ? (this.near + this.far) / 2 : this.far
    place.stop.level = this.stop
    this.untouched.insert(place.near)
    this.stops.insert(place.stop)
    this.giveUpLater(place)
    if (this.near > this.lowAlarm) this.lowAlarm = this.near
    this.highAlarm = -this.runaways.highest
    this.nextDeadline = -this.deadlines.highest
  }

  private takePlace(): ZonePlace {
    if (this.free.length === 0) {
      if (this.places.length === ZONES_MAX) this.expire(this.deadlines.top)
      else this.free.push(this.addPlace())
    }
    return this.free.pop()!
  }

  private addPlace(): ZonePlace {
    const place = new ZonePlace(this.places.length)
    this.places.push(place)
    return place
  }

  private giveUpLater({ deadline, runaway }: ZonePlace): void {
    const { expiry } = this
    deadline.level = Number.NEGATIVE_INFINITY
    if (expiry.by === 'bars') deadline.level = -(this.bars.index + expiry.bars)
    else if (expiry.by === 'time') deadline.level = -(this.bars.closedAt + expiry.ms)
    else if (this.range.value > 0) {
      runaway.level = -(this.near + expiry.multiple * this.range.value)
      this.runaways.insert(runaway)
    }
    this.deadlines.insertLowest(deadline)
  }

  private touch(near: LevelWait): void {
    near.leave()
    const { row, depth } = this.places[near.slot]!
    this.rows.touch(row)
    if (this.mitigatesByTouch) this.rows.mitigate(row)
    else this.unmitigated.insert(depth)
  }

  private mitigate(depth: LevelWait): void {
    depth.leave()
    this.rows.mitigate(this.places[depth.slot]!.row)
  }

  private invalidate({ slot }: LevelWait): void {
    const place = this.places[slot]!
    this.rows.invalidate(place.row)
    this.close(place)
  }

  private expire({ slot }: LevelWait): void {
    const place = this.places[slot]!
    this.rows.expire(place.row)
    this.close(place)
  }

  private close(place: ZonePlace): void {
    this.rows.end(place.row)
    place.near.leave()
    place.depth.leave()
    place.stop.leave()
    place.runaway.leave()
    place.deadline.leave()
    this.free.push(place)
  }
}
