// A process of its own per mutant: runs seeds until one breaks something and prints it as JSON.
import { runSeed } from '../run-seed.ts'

const [from, count] = process.argv.slice(2).map(Number)
if (from === undefined || count === undefined)
  throw new Error('expected the first seed and how many')

let killed: object | null = null
for (let seed = from; seed < from + count && killed === null; seed++) {
  const { violations } = await runSeed({ seed })
  if (violations.length > 0) killed = { seed, violation: violations[0] }
}
process.stdout.write(`${JSON.stringify(killed)}\n`)
