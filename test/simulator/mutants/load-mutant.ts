// Loaded in front of a run (node --import): replaces source text as the mutant named in MUTANT says.
import { registerHooks } from 'node:module'
import { MUTANTS } from './all-mutants.ts'
import type { Patch } from './mutant.ts'

const name = process.env['MUTANT']
const mutant = MUTANTS.find((each) => each.name === name)
if (mutant === undefined) throw new Error(`there is no mutant named "${name}"`)

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const patches = mutant.patches.filter(({ file }) => url.endsWith(`/${file}`))
    if (patches.length === 0 || loaded.source == null) return loaded
    return { ...loaded, source: patches.reduce(patched, textOf(loaded.source)) }
  },
})

function patched(source: string, { file, find, replace }: Patch): string {
  const parts = source.split(find)
  if (parts.length !== 2) {
    throw new Error(
      `expected ${JSON.stringify(find)} once in ${file}, found it ${parts.length - 1} times`,
    )
  }
  return parts.join(replace)
}

function textOf(source: string | ArrayBuffer | NodeJS.TypedArray): string {
  return typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8')
}
