import type { AccountDesk } from './account-desk.ts'
import type { Bell } from './bell.ts'
import { type Repeated, repeat } from './repeat.ts'

type Round = (
  name: string,
  everyMs: Repeated['everyMs'],
  bell: Bell,
  work: (n: number) => Promise<void>,
) => Promise<void>

/** Makes rounds of one account: each is told its number, and ends when `signal` aborts. */
export function roundOf(
  { ctx: { clock, log } }: Pick<AccountDesk, 'ctx'>,
  signal: AbortSignal,
): Round {
  return (name, everyMs, bell, work) => {
    let rounds = 0
    return repeat({ name, everyMs, bell, signal, clock, log }, () => {
      rounds += 1
      return work(rounds)
    })
  }
}
