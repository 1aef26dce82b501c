// npm run sim -- --seeds N [--from S] | --every-await --seeds N | --mutants | --full
import { parseArgs } from 'node:util'
import { runEveryAwait } from './commands/run-every-await.ts'
import { runMutants } from './commands/run-mutants.ts'
import { runProperties } from './commands/run-properties.ts'
import { runSeeds } from './commands/run-seeds.ts'

const SEEDS_DEFAULT = 500
const FULL = { seeds: 10_000, kills: 20_000 }

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: String(SEEDS_DEFAULT) },
    from: { type: 'string', default: '1' },
    'every-await': { type: 'boolean', default: false },
    kills: { type: 'string', default: String(Number.MAX_SAFE_INTEGER) },
    mutants: { type: 'boolean', default: false },
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
  },
})

const print = (line: string) => process.stdout.write(`${line}\n`)
const range = { from: Number(values.from), count: Number(values.seeds) }

async function run(): Promise<number> {
  if (values.full) {
    const seeds = await runSeeds({ from: range.from, count: FULL.seeds }, print)
    const kills = await runEveryAwait(
      { from: range.from, count: FULL.kills, runsMax: FULL.kills },
      print,
    )
    const properties = await runProperties(print)
    return seeds + kills + properties + (await runMutants({ only: null }, print))
  }
  if (values.mutants) return runMutants({ only: values.only ?? null }, print)
  if (values['every-await'])
    return runEveryAwait({ ...range, runsMax: Number(values.kills) }, print)
  return runSeeds(range, print)
}

process.exitCode = (await run()) === 0 ? 0 : 1
