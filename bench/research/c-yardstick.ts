import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bars } from '#core/market/bars.ts'

const SOURCE = fileURLToPath(new URL('./backtest-yardstick.c', import.meta.url))

export type Yardstick = {
  /** Median CPU time of a run. */
  readonly ms: number
  readonly trades: number
  readonly finalEquity: number
}

/** The same backtest in C, compiled here; null where there is no compiler. */
export function runYardstick(bars: Bars, runs: number): Yardstick | null {
  const folder = mkdtempSync(join(tmpdir(), 'truebook-yardstick-'))
  try {
    const program = join(folder, 'yardstick')
    try {
      execFileSync('cc', ['-O3', '-march=native', '-o', program, SOURCE], { stdio: 'ignore' })
    } catch {
      return null
    }
    for (const name of ['open', 'high', 'low', 'close'] as const) {
      writeFileSync(join(folder, `${name}.f64`), new Uint8Array(bars[name].buffer))
    }
    const words = [folder, String(bars.length), String(runs)]
    const [ms = 0, trades = 0, finalEquity = 0] = execFileSync(program, words, { encoding: 'utf8' })
      .split(' ')
      .map(Number)
    return { ms, trades, finalEquity }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
