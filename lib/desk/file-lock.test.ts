import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { takeFileLock } from './file-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'truebook-lock-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a lock is held by one at a time and free again when released', async () => {
  const path = join(folder, 'one.lock')
  const first = await takeFileLock(path, { waitMs: 0 })
  expect(first).not.toBeNull()
  expect(await takeFileLock(path, { waitMs: 0 })).toBeNull()
  first?.release()
  using second = await takeFileLock(path, { waitMs: 0 })
  expect(second).not.toBeNull()
})

test('whoever waits gets the lock when it is released', async () => {
  const path = join(folder, 'wait.lock')
  const first = await takeFileLock(path, { waitMs: 0 })
  const waiting = takeFileLock(path, { waitMs: 10_000 })
  first?.release()
  using second = await waiting
  expect(second).not.toBeNull()
})

test('a process that is killed leaves no lock behind', async () => {
  const path = join(folder, 'killed.lock')
  const script = join(folder, 'holder.ts')
  const module = join(import.meta.dirname, 'file-lock.ts')
  writeFileSync(
    script,
    `import { takeFileLock } from ${JSON.stringify(module)}
     const lock = await takeFileLock(${JSON.stringify(path)}, { waitMs: 0 })
     process.send?.(lock === null ? 'refused' : 'held')
     process.on('disconnect', () => lock?.release())`,
  )
  const holder = fork(script)
  expect(await once(holder, 'message')).toContain('held')
  expect(await takeFileLock(path, { waitMs: 0 })).toBeNull()
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  using lock = await takeFileLock(path, { waitMs: 0 })
  expect(lock).not.toBeNull()
})
