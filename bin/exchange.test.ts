import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const BIN = fileURLToPath(new URL('exchange.ts', import.meta.url))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'truebook-exchange-bin-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const environment = (more: Record<string, string | undefined> = {}): NodeJS.ProcessEnv => ({
  NODE_ENV: 'test',
  PATH: process.env['PATH'],
  EXCHANGE_DATA: folder,
  EXCHANGE_AGENTS: 'off',
  ...more,
})

function start(): ChildProcess {
  return fork(BIN, {
    execArgv: [],
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
}

test('it announces its ports to its parent and in one line of JSON', async () => {
  const child = start()
  const [[message], [line]] = await Promise.all([
    once(child, 'message'),
    once(child.stdout ?? child, 'data'),
  ])
  expect(JSON.parse(String(line))).toEqual(message)
  expect(message).toEqual({
    type: 'ready',
    ports: { rest: expect.any(Number), control: expect.any(Number) },
  })
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('it ends by itself, saved, when its parent lets go', async () => {
  const child = start()
  await once(child, 'message')
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})

test.each([
  [{ EXCHANGE_PORT: 'many' }, "EXCHANGE_PORT: expected a whole number, found 'many'"],
  [{ EXCHANGE_FEED: '/nowhere/prices.csv:BTC-USDT' }, 'expected a readable file'],
])('with %j it says what is wrong and exits 1', async (environmentOf, words) => {
  const child = spawn(process.execPath, [BIN], { env: environment(environmentOf) })
  let said = ''
  child.stderr.on('data', (data) => {
    said += String(data)
  })
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  expect(said).toContain(words)
})
