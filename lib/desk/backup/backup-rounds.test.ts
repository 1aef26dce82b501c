import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backupFileName } from './backup-files.ts'
import { type BackupRounds, backupRounds, SEAL_EVERY_MS } from './backup-rounds.ts'

const SEGMENT = '000000010000000000000007'
let root: string
let folder: string
let rounds: BackupRounds
const said: string[] = []

/** A checkout whose command line writes down what it was asked. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'truebook-rounds-'))
  folder = join(root, 'desk')
  for (const name of ['bin', 'desk', 'stage']) mkdirSync(join(root, name))
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    join(root, 'bin', 'truebook.ts'),
    `import { writeFileSync } from 'node:fs'
     writeFileSync(${JSON.stringify(join(root, 'asked'))}, process.argv.slice(2).join(' '))`,
  )
  said.length = 0
  const say = (line: string) => said.push(line)
  const signal = new AbortController().signal
  rounds = backupRounds({ root, folder, stage: join(root, 'stage'), signal, say })
  const toFake = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] as const
  vi.useFakeTimers({ toFake: [...toFake], now: new Date('2026-11-21T02:14:30Z') })
})
afterEach(async () => {
  await rounds.stop()
  vi.useRealTimers()
  rmSync(root, { recursive: true })
})

/** Without timers of ours: those are faked. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

test('at a quarter past two a backup is taken and restored, in a process of its own', async () => {
  rounds.start()
  await vi.advanceTimersByTimeAsync(60_000)
  await until(() => existsSync(join(root, 'asked')))
  await until(() => readFileSync(join(root, 'asked'), 'utf8') !== '')
  expect(readFileSync(join(root, 'asked'), 'utf8')).toBe(`backup --nightly --data ${folder}`)
})

test('a night that was missed is made up for soon after the start', async () => {
  mkdirSync(join(folder, 'backups'))
  writeFileSync(join(folder, 'backups', backupFileName(new Date('2026-11-19T02:15:00Z'))), '')
  vi.setSystemTime(new Date('2026-11-21T10:00:00Z'))
  rounds.start()
  await vi.advanceTimersByTimeAsync(11 * 60_000)
  await until(() => existsSync(join(root, 'asked')))
})

test('what the server hands over is sealed within a round, and what it hands over last when it has stopped', async () => {
  rounds.start()
  const sealed = () => readdirSync(join(folder, 'backups', 'wal'))
  writeFileSync(join(root, 'stage', SEGMENT), 'log')
  await vi.advanceTimersByTimeAsync(SEAL_EVERY_MS)
  await until(() => existsSync(join(folder, 'backups', 'wal', `${SEGMENT}.zst.age`)))
  await rounds.stop()
  writeFileSync(join(root, 'stage', '00000002.history'), 'log')
  await rounds.sealRest()
  expect(sealed().sort()).toEqual([`${SEGMENT}.zst.age`, '00000002.history.zst.age'])
  expect(said).toEqual([])
})

test('a backup that fails is said, and the desk goes on', async () => {
  writeFileSync(join(root, 'bin', 'truebook.ts'), `throw new Error('the disk is gone')`)
  rounds.start()
  await vi.advanceTimersByTimeAsync(60_000)
  await until(() => said.length > 0)
  expect(said.join()).toContain('the nightly backup failed')
  expect(said.join()).toContain('the disk is gone')
})
