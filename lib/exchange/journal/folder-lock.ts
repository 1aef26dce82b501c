import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a new exchange waits for the one before it to finish saving. */
export const LOCK_WAIT_MS = 5_000
const RETRY_MS = 50
const HASH_DIGITS = 32

export type FolderLock = { release(): Promise<void> }

/**
 * Makes sure that one process at a time writes a folder: two would interleave their journals. The lock is a listening
 * local socket, so it ends with its process, even by kill -9; a socket file left behind answers nobody and is removed.
 * Throws when another process still holds the folder after `waitMs`.
 */
export async function lockFolder(folder: string, waitMs = LOCK_WAIT_MS): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true })
  const path = socketPath(folder)
  const giveUpAt = Date.now() + waitMs
  for (;;) {
    const server = await listen(path)
    if (server !== null) return { release: () => close(server) }
    if (!(await isAnswered(path))) {
      rmSync(path, { force: true })
      continue
    }
    if (Date.now() >= giveUpAt) {
      throw new Error(`another exchange is running on ${folder}; stop it or choose another folder`)
    }
    await sleep(RETRY_MS)
  }
}

/** Socket paths must be short, so the folder is named by its hash. */
function socketPath(folder: string): string {
  const hash = createHash('sha256').update(realpathSync(folder)).digest('hex')
  const name = `truebook-exchange-${hash.slice(0, HASH_DIGITS)}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

/** Null when the address is in use. */
async function listen(path: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy())
  server.listen(path)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null
    throw error
  }
  server.unref()
  return server
}

async function isAnswered(path: string): Promise<boolean> {
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    // Refused or gone: nobody listens behind the file.
    return false
  } finally {
    socket.destroy()
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}
