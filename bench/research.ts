// npm run bench -- research [--json] [--part NAME]: how fast the research engine is, part by part. Parity comes
// first: a part whose answers are wrong fails the bench whatever its speed.
import { parseArgs } from 'node:util'
import { publishReport } from './report.ts'
import { backtestPart, longBacktestPart } from './research/backtest.ts'
import { candleDataPart } from './research/candle-data.ts'
import { indicatorsPart } from './research/indicators.ts'
import { patternScanPart } from './research/pattern-scan.ts'
import { patternsPart } from './research/patterns.ts'
import type { ResearchPart } from './research/research-part.ts'
import { sweepPart } from './research/sweep.ts'

const PARTS: readonly ResearchPart[] = [
  candleDataPart,
  indicatorsPart,
  patternsPart,
  patternScanPart,
  backtestPart,
  longBacktestPart,
  sweepPart,
]

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean' }, part: { type: 'string' } },
  })
  const parts = PARTS.filter(({ name }) => values.part === undefined || values.part === name)
  if (parts.length === 0) {
    const names = PARTS.map(({ name }) => name).join(', ')
    process.stderr.write(`Expected a part, found "${values.part}". There are: ${names}.\n`)
    process.exitCode = 2
    return
  }
  const reports = []
  for (const part of parts) {
    const { method, parity, rows } = await part.run()
    const head = `${part.name} (parity ${parity ? 'holds' : 'FAILED'}):`
    reports.push({ method: [head, ...method.map((line) => `  ${line}`)], parity, rows })
  }
  publishReport(
    {
      name: 'research',
      method: reports.flatMap(({ method }) => method),
      parity: reports.every(({ parity }) => parity),
      rows: reports.flatMap(({ rows }) => rows),
    },
    argv,
  )
}

await main(process.argv.slice(2))
