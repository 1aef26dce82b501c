import { openDatabase } from '#store/database.ts'
import {
  type CandleImport,
  type ImportedCandles,
  importCandles,
} from '#usecases/datasets/import-candles.ts'
import { systemClock } from './system-clock.ts'
import { systemDice } from './system-dice.ts'
import { openLog } from './telemetry.ts'

/** Imports candles into the database of this URL, from a process that does nothing else. */
export async function runCandleImport(
  databaseUrl: string,
  wish: CandleImport,
): Promise<ImportedCandles> {
  const database = openDatabase({
    url: databaseUrl,
    applicationName: 'truebook-import',
    connectionsMax: 1,
    clock: systemClock,
    dice: systemDice,
    log: openLog({ process: 'truebook', level: 'error' }),
  })
  try {
    return await importCandles({ database, clock: systemClock }, wish)
  } finally {
    await database.close()
  }
}
