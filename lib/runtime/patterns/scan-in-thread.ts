import { Worker } from 'node:worker_threads'
import { BAR_COLUMNS } from '#core/market/bars.ts'
import type { ScanFindings } from '#core/signals/market-scan.ts'
import type { MarketScanner, ScanRequest } from '#usecases/patterns/market-scanner.ts'

/** What the thread may hold: without a bound it puts off collecting until it holds the machine's memory. */
const MEMORY_MB_MAX = 512
/** What a scan makes it forgets at once: room for more of that would only stay taken. */
const YOUNG_MB_MAX = 8

export type ScanAnswer =
  | { readonly kind: 'found'; readonly findings: ScanFindings }
  | { readonly kind: 'failed'; readonly message: string }

export type ThreadScanner = MarketScanner & { close(): Promise<void> }

/**
 * Scans in a thread of its own, one request at a time; it begins with the first. A thread that ended is followed by
 * another, which knows no market: it refuses until each is read from its beginning.
 */
export function scanInThread(): ThreadScanner {
  let worker: Worker | null = null
  return {
    scan: (request) => {
      worker ??= openWorker(() => {
        worker = null
      })
      return ask(worker, request)
    },
    async close() {
      await worker?.terminate()
    },
  }
}

function openWorker(onEnd: () => void): Worker {
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), {
    resourceLimits: {
      maxOldGenerationSizeMb: MEMORY_MB_MAX,
      maxYoungGenerationSizeMb: YOUNG_MB_MAX,
    },
  })
  worker.unref()
  worker.once('exit', onEnd)
  worker.once('error', onEnd)
  return worker
}

async function ask(worker: Worker, request: ScanRequest): Promise<ScanFindings> {
  const { promise, resolve, reject } = Promise.withResolvers<ScanAnswer>()
  const ended = () => reject(new Error('the thread that scans markets ended early'))
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', ended)
  const columns = new Set(BAR_COLUMNS.map((name) => request.bars[name].buffer as ArrayBuffer))
  worker.postMessage(request, [...columns])
  try {
    const answer = await promise
    if (answer.kind === 'failed') throw new Error(answer.message)
    return answer.findings
  } finally {
    worker.off('message', resolve)
    worker.off('error', reject)
    worker.off('exit', ended)
  }
}
