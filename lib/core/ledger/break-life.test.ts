import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { BREAK_CAUSES, type BreakCause } from './break-cause.ts'
import {
  acknowledgeBreak,
  type BreakLife,
  missBreak,
  READS_UNTIL_UNRESOLVED,
  seeBreak,
} from './break-life.ts'

const at = unixMsOf
const seen = (times: number, cause: BreakCause): BreakLife => {
  let life = seeBreak(null, { cause, at: at(1) })
  for (let read = 2; read <= times; read++) life = seeBreak(life, { cause, at: at(read) })
  return life
}
const differences = Object.keys(BREAK_CAUSES).filter(
  (cause): cause is BreakCause => BREAK_CAUSES[cause as BreakCause] === 'difference',
)

test('a difference is a suspicion at first, open at the second read and a person’s when the budget is spent', () => {
  for (const cause of differences) {
    expect(
      [1, 2, READS_UNTIL_UNRESOLVED - 1, READS_UNTIL_UNRESOLVED].map(
        (reads) => seen(reads, cause).state,
      ),
    ).toEqual(['SUSPECT', 'OPEN', 'OPEN', 'UNRESOLVED'])
  }
})

test('what happened is open at once, and over after two clean reads in a row', () => {
  const life = seeBreak(null, { cause: 'DEPOSIT', at: at(1) })
  expect(life).toMatchObject({ state: 'OPEN', openedAt: 1 })
  const once = missBreak(life, at(2))
  expect(once.state).toBe('OPEN')
  expect(missBreak(once, at(3))).toMatchObject({ state: 'RESOLVED', resolvedAt: 3 })
  const again = missBreak(seeBreak(once, { cause: 'DEPOSIT', at: at(3) }), at(4))
  expect(again.state).toBe('OPEN')
})

test('a suspicion that the next read does not confirm is over', () => {
  expect(missBreak(seen(1, 'WRONG_BALANCE'), at(2))).toMatchObject({
    state: 'RESOLVED',
    openedAt: null,
  })
})

test('noting ends what happened, and never a difference that still stands', () => {
  expect(acknowledgeBreak(seen(1, 'FOREIGN_ACTIVITY'), at(9))).toMatchObject({
    state: 'RESOLVED',
    resolvedAt: 9,
  })
  for (const cause of differences) {
    expect(acknowledgeBreak(seen(3, cause), at(9))).toEqual(seen(3, cause))
  }
})

test('a disagreement that comes back after its end starts a life of its own', () => {
  const over = missBreak(missBreak(seen(5, 'WRONG_BALANCE'), at(6)), at(7))
  expect(seeBreak(over, { cause: 'WRONG_BALANCE', at: at(8) })).toMatchObject({
    state: 'SUSPECT',
    reads: 1,
    firstSeenAt: 8,
    openedAt: null,
  })
})

test('no break is open for ever once the books agree, and none that stands is ever hidden', () => {
  const reads = fc.array(fc.boolean(), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(fc.constantFrom(...differences), reads, (cause, isSeen) => {
      let life = seeBreak(null, { cause, at: at(0) })
      for (const [index, standing] of isSeen.entries()) {
        life = standing ? seeBreak(life, { cause, at: at(index) }) : missBreak(life, at(index))
        if (standing) expect(life.state).not.toBe('RESOLVED')
      }
      expect(missBreak(missBreak(life, at(98)), at(99)).state).toBe('RESOLVED')
    }),
  )
})
