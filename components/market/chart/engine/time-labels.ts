import { TickMarkType, type Time } from 'lightweight-charts'
import { clockText, dateText } from '#components/ui/time-text.ts'
import { SECOND_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MIDNIGHT = '00:00'

/** The label under a tick of the time axis, as the clocks of a zone tell it. */
export function tickText(time: Time, type: TickMarkType, zone: string): string {
  const at = instantOf(time)
  const [year = '', month = '', day = ''] = dateText(at, zone).split('-')
  const clock = clockText(at, zone)
  const dayText = `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''}`
  switch (type) {
    case TickMarkType.Year:
      return year
    case TickMarkType.Month:
      return MONTHS[Number(month) - 1] ?? ''
    case TickMarkType.DayOfMonth:
      // Where the zone's day begins at another hour than UTC's, the label says which.
      return clock.startsWith(MIDNIGHT) ? dayText : `${dayText} ${clock.slice(0, 5)}`
    case TickMarkType.Time:
      return clock.slice(0, 5)
    case TickMarkType.TimeWithSeconds:
      return clock
  }
}

/** The library keeps seconds; every time of this chart is given to it as one. */
export function instantOf(time: Time): UnixMs {
  return unixMsOf(Number(time) * SECOND_MS)
}
