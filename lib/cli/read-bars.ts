import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { InspectedCandles } from '#core/market/candle-file/inspect-rows.ts'
import { readCandleFile, timeframeInName } from '#core/market/candle-file/read-candle-file.ts'
import { timeframeLengthMs } from '#core/market/timeframe-length.ts'
import { UsageError } from './cli-command.ts'

const inflate = promisify(gunzip)
/** What one file may hold after inflation: some twenty million candles. */
const FILE_BYTES_MAX = 2 ** 30
const GZIP_MAGIC = [0x1f, 0x8b] as const

export type BarsOfFile = InspectedCandles & {
  /** Of the candles' text, the same whether the file is compressed or not. */
  readonly sha256: string
}

/** `--timeframe`, for commands that read candles. */
export const TIMEFRAME_OPTION = {
  type: 'string',
  placeholder: '15m',
  summary: 'what the bars are said to be; else what the file name says, else what the steps say',
} as const

/**
 * Reads a file of candles, CSV or JSON, plain or gzip: the candles in it and the report on all else. Throws
 * UsageError for a timeframe that is none, CandleFileError for what holds no candles, Error for what cannot be read.
 */
export async function readBars(
  path: string,
  { cwd, timeframe }: { readonly cwd: string; readonly timeframe?: string | undefined },
): Promise<BarsOfFile> {
  if (timeframe !== undefined && timeframeLengthMs(timeframe) === null) {
    throw new UsageError(`--timeframe expects such as 1m, 4h, 1d or 1M, found "${timeframe}"`)
  }
  const bytes = await readInflated(resolve(cwd, path), path)
  const timeframeClaimed = timeframe ?? timeframeInName(basename(path))
  const inspected = readCandleFile(bytes, { timeframeClaimed })
  return { ...inspected, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Reads a file as it is or, when it is gzip, what it holds. Its errors name the path as it was typed. */
export async function readInflated(path: string, typed: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`cannot read ${typed}: ${REASONS[cause.code ?? ''] ?? cause.message}`, {
      cause,
    })
  })
  if (!GZIP_MAGIC.every((byte, i) => bytes[i] === byte)) return bytes
  return inflate(bytes, { maxOutputLength: FILE_BYTES_MAX }).catch((cause: Error) => {
    throw new Error(`cannot inflate ${typed}: ${cause.message}`, { cause })
  })
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'access is denied',
}
