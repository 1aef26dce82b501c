import { runSeed } from './run-seed.ts'

const from = Number(process.argv[2] ?? 1)
const count = Number(process.argv[3] ?? 100)
const isTraced = process.argv[4] === 'trace'
const startedAt = performance.now()
let broken = 0
for (let seed = from; seed < from + count; seed++) {
  const result = await runSeed({ seed, isTraced })
  if (isTraced) process.stdout.write(`${result.trace.join('\n')}\n`)
  if (count < 5)
    process.stdout.write(
      `${seed} ${result.hash} awaits ${result.awaits} orders ${result.venueOrders}\n`,
    )
  if (result.violations.length > 0) {
    broken++
    process.stdout.write(
      `${seed}: ${result.violations.slice(0, 3).join(' | ')} [${result.faults.join(' ')}]\n`,
    )
  }
}
const seconds = (performance.now() - startedAt) / 1000
process.stdout.write(`${count} seeds, ${broken} broken, ${seconds.toFixed(1)} s\n`)
