import { expect, test } from 'vitest'
import type { DatasetView } from '#api/codecs/datasets.ts'
import { sweepInput } from '#api/codecs/research.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { listStrategies } from '#usecases/research/list-strategies.ts'
import { faultOfGrid } from '#usecases/research/sweep-grid.ts'
import {
  combinationsOf,
  type NumberParameter,
  rangeField,
  sweepOf,
  usualRange,
} from './sweep-form.ts'

const { items } = await listStrategies()

test.each(items.map(({ name, parameters }) => [name, parameters] as const))(
  'the ranges that the form of %s begins with can be run',
  (name, parameters) => {
    const numbers = parameters.filter((each): each is NumberParameter => each.kind !== 'choice')
    const strategy = ALL_STRATEGIES.find((each) => each.name === name)
    for (const parameter of numbers.slice(0, 2)) {
      const { from, to, step } = usualRange(parameter)
      const grid = { [parameter.name]: { from: Number(from), to: Number(to), step: Number(step) } }
      expect(strategy && faultOfGrid(strategy, {}, grid)).toBeNull()
      expect(combinationsOf([{ from, to, step }])).toBeGreaterThan(1)
    }
  },
)

test('combinations multiply, and a field that is empty tells none', () => {
  const range = { from: '5', to: '15', step: '5' }
  expect(combinationsOf([range, { from: '0.1', to: '0.3', step: '0.1' }])).toBe(9)
  expect(combinationsOf([range, { ...range, step: '' }])).toBeNaN()
})

test('a filled form asks for the swept parameters as ranges and for the others as they are', () => {
  const strategy = items.find(({ name }) => name === 'sma-cross')
  const form = new FormData()
  const typed = {
    [rangeField('fast', 'from')]: '5',
    [rangeField('fast', 'to')]: '15',
    [rangeField('fast', 'step')]: '5',
    'parameter.slow': '20',
    'parameter.direction': 'long',
    'parameter.stopPercent': '0',
    'parameter.targetPercent': '0',
    timeframe: '5m',
    cash: '1000',
    equityPercent: '10',
    feeBps: '10',
    halfSpreadBps: '1',
    leverage: '1',
    atEnd: 'close',
  }
  for (const [name, value] of Object.entries(typed)) form.set(name, value)
  // Of the dataset a form asks for nothing but its number and its timeframe.
  const dataset = { datasetId: 7, timeframe: '1m' } as DatasetView
  const asked = strategy && sweepOf(form, { strategy, dataset })
  expect(asked).toMatchObject({
    datasetId: 7,
    timeframe: '5m',
    parameters: { slow: 20, direction: 'long', stopPercent: 0, targetPercent: 0 },
    grid: { fast: { from: 5, to: 15, step: 5 } },
  })
  expect(asked?.parameters).not.toHaveProperty('fast')
  expect(sweepInput.safeParse(asked).success).toBe(true)
})
