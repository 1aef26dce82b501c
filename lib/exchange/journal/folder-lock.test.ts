import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startExchange } from '#test/start-exchange.ts'
import { lockFolder } from './folder-lock.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'truebook-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a second exchange on the folder is refused while the first runs', async () => {
  await using exchange = await startExchange({ dataFolder: folder })
  await expect(lockFolder(exchange.dataFolder, 0)).rejects.toThrow('another exchange is running')
})

test('the folder is free again at once after a release and after kill -9', async () => {
  const lock = await lockFolder(folder)
  await lock.release()
  const exchange = await startExchange({ dataFolder: folder })
  await exchange.kill()
  const again = await lockFolder(folder, 0)
  await again.release()
})

test('one that comes while the other is leaving waits for it', async () => {
  const first = await lockFolder(folder)
  const second = lockFolder(folder)
  await first.release()
  await (await second).release()
})
