import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openPromMeter } from '#adapters/metrics/prom-meter.ts'
import { HOUSE_GAUGE_NAMES } from '#usecases/system/house-metrics.ts'
import { type Expression, parsePromql } from './parse-promql.ts'
import { readRules } from './read-rules.ts'

const FOLDER = resolve(import.meta.dirname, '../../ops/grafana/dashboards')
type Dashboard = {
  readonly uid: string
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[]
}
const dashboards = readdirSync(FOLDER).map(
  (file): Dashboard => JSON.parse(readFileSync(resolve(FOLDER, file), 'utf8')),
)
const RECORDED = readRules('recording.yml')
const RULES = [...readRules('page.yml'), ...readRules('ticket.yml'), ...RECORDED]

test('dashboards and rules ask only for what a process measures, the house knows or a rule records', async () => {
  const families = await openPromMeter({ process: 'web', instance: 'one' }).families()
  const measured = families.flatMap(({ name, type }) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_count`] : [name],
  )
  const known = new Set([
    ...measured,
    ...HOUSE_GAUGE_NAMES,
    ...RECORDED.map(({ name }) => name),
    'up',
  ])
  const asked = [
    ...dashboards.flatMap(({ panels }) =>
      panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ),
    ...RULES.map(({ expression }) => expression),
  ]
  const unknown = asked
    .flatMap((text) => seriesIn(parsePromql(text)))
    .filter((name) => !known.has(name))
  expect(unknown).toEqual([])
})

test('every dashboard has a name of its own', () => {
  expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(7)
})

function seriesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'number':
      return []
    case 'selector':
      return [expression.name]
    case 'call':
      return expression.args.flatMap(seriesIn)
    case 'aggregate':
      return seriesIn(expression.of)
    default:
      return [...seriesIn(expression.left), ...seriesIn(expression.right)]
  }
}
