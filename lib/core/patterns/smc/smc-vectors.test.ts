import { describe, expect, test } from 'vitest'
import { smcFvg } from '#core/patterns/smc/smc-fvg.ts'
import { smcOb } from '#core/patterns/smc/smc-ob.ts'
import { smcSwings } from '#core/patterns/smc/smc-swings.ts'
import { hasMarketData } from '#test/market-data.ts'
import { SMC_SETS, type SmcSet, smcColumn } from '#test/smc-vectors.ts'

const SWING_LENGTH = 5
// Its files have the names of the sets.
const sets = hasMarketData ? (Object.keys(SMC_SETS) as SmcSet[]) : []

describe('what smart-money-concepts 0.0.27 published is given to the last digit', () => {
  test.each(sets)('%s: gaps', (set) => {
    const { fvg, top, bottom, mitigatedIndex } = smcFvg(SMC_SETS[set].bars(), { join: false })
    expectColumns(set, 'fvg', {
      FVG: fvg,
      Top: top,
      Bottom: bottom,
      MitigatedIndex: mitigatedIndex,
    })
  })

  test.runIf(hasMarketData)('bybit_BTCUSDT_15m: gaps joined', () => {
    const set = 'bybit_BTCUSDT_15m'
    const { fvg, top, bottom, mitigatedIndex } = smcFvg(SMC_SETS[set].bars(), { join: true })
    const name = 'fvg_consecutive'
    expectColumns(set, name, { FVG: fvg, Top: top, Bottom: bottom, MitigatedIndex: mitigatedIndex })
  })

  test.each(sets)('%s: swings', (set) => {
    const { highLow, level } = smcSwings(SMC_SETS[set].bars(), SWING_LENGTH)
    expectColumns(set, 'swing_highs_lows', { HighLow: highLow, Level: level })
  })

  test.each(sets)('%s: order blocks', (set) => {
    const bars = SMC_SETS[set].bars()
    const { ob, top, bottom } = smcOb(bars, smcSwings(bars, SWING_LENGTH))
    expectColumns(set, 'ob', { OB: ob, Top: top, Bottom: bottom })
  })
})

function expectColumns(set: SmcSet, name: string, columns: Readonly<Record<string, Float64Array>>) {
  for (const [column, values] of Object.entries(columns)) {
    const expected = smcColumn(set, name, column)
    const differing = expected.findIndex((value, i) => !Object.is(value, values[i]))
    expect({ column, length: values.length, differing }).toEqual({
      column,
      length: expected.length,
      differing: -1,
    })
  }
}
