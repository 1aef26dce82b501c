import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import type { SweepRow } from '#core/backtest/sweep-tally.ts'

/** What a canceled sweep leaves for the next: the rows it has, and what they belong to. */
type Checkpoint = {
  readonly belongsTo: string
  readonly rows: readonly (readonly [number, SweepRow])[]
}

/** A name for all that decides a sweep's rows: equal names, equal rows. */
export function nameOfSweep(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** The rows a checkpoint keeps for this very sweep; none when there is no file. Throws for another's file. */
export async function readCheckpoint(
  path: string,
  name: string,
): Promise<ReadonlyMap<number, SweepRow>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return new Map()
  const checkpoint: Checkpoint = JSON.parse(text)
  if (checkpoint.belongsTo !== name) {
    throw new Error(`${path} belongs to another sweep: its data, points or assumptions are others`)
  }
  return new Map(checkpoint.rows)
}

export async function writeCheckpoint(
  path: string,
  name: string,
  rows: readonly (SweepRow | null)[],
): Promise<void> {
  const known = rows.flatMap((row, index) => (row === null ? [] : [[index, row] as const]))
  const checkpoint: Checkpoint = { belongsTo: name, rows: known }
  await writeFile(path, JSON.stringify(checkpoint))
}
