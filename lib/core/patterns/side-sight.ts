import type { AverageRange } from '#core/patterns/average-range.ts'
import type { Direction } from '#core/patterns/pattern.ts'
import type { RecentBars } from '#core/patterns/recent-bars.ts'
import type { SideBar } from '#core/patterns/side-bar.ts'

/** What the parts of one side look at. */
export type SideSight = {
  readonly sign: Direction
  readonly bars: RecentBars
  readonly bar: SideBar
  readonly range: AverageRange
}
