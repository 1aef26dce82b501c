import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from './postmaster.ts'
import { type EmbeddedPostgres, startPostgres } from './start-postgres.ts'

const POLL_MS = 1_000
/** Its own start has tried for seconds already. */
const RETRY_AFTER_MS = 10_000

/**
 * Starts the server again, on the port that everybody was told, when it ends without being asked. It may have
 * been taken over from a desk that was killed and is then nobody's child, so its process is looked at once a
 * second. Returns a way to stop both the watch and the server.
 */
export function watchPostgres(
  first: EmbeddedPostgres,
  {
    folder,
    settings,
    say,
  }: {
    folder: string
    /** As it was started with. */
    settings: readonly string[]
    say(line: string): void
  },
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  let server = first
  const restart = async () => {
    say('PostgreSQL ended; starting it again')
    try {
      server = await startPostgres({ folder, settings, port: first.port })
      say('PostgreSQL is running again')
      return POLL_MS
    } catch (error) {
      say(`${error instanceof Error ? error.message : error}`)
      return RETRY_AFTER_MS
    }
  }
  const watch = async () => {
    let pauseMs = POLL_MS
    while (!signal.aborted) {
      await delay(pauseMs, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
      pauseMs = isAlive(server.pid) ? POLL_MS : await restart()
    }
  }
  const watching = watch()
  return {
    async stop() {
      stopping.abort()
      await watching
      await server.stop()
    },
  }
}
