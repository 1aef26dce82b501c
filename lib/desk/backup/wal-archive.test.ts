import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, expect, test } from 'vitest'
import { openWal, sealWal } from './wal-archive.ts'

const home = mkdtempSync(join(tmpdir(), 'truebook-wal-'))
afterAll(() => rmSync(home, { recursive: true }))
const [stage, wal] = [join(home, 'stage'), join(home, 'wal')]
const identity = await generateX25519Identity()
const recipients = [await identityToRecipient(identity)]
const segment = (n: number) =>
  `00000001000000000000${n.toString(16).toUpperCase().padStart(4, '0')}`

function handOver(...names: readonly string[]): void {
  mkdirSync(stage, { recursive: true })
  for (const name of names) writeFileSync(join(stage, name), `log ${name}`)
}

test('what was handed over whole is sealed once and taken away; what is still being written stays', async () => {
  handOver(segment(4), segment(5), segment(6), `${segment(7)}.part`, '00000002.history')
  expect(await sealWal({ stage, wal, recipients })).toBe(4)
  expect(await sealWal({ stage, wal, recipients })).toBe(0)
  expect(readdirSync(stage)).toEqual([`${segment(7)}.part`])
  expect(readFileSync(join(wal, `${segment(4)}.zst.age`)).includes('log')).toBe(false)
})

test('a restore gets the log from its backup on, and the histories of timelines', async () => {
  const into = join(home, 'incoming')
  await openWal({ wal, from: segment(5), into, identities: [identity] })
  expect(readdirSync(into).sort()).toEqual([segment(5), segment(6), '00000002.history'])
  expect(readFileSync(join(into, segment(6)), 'utf8')).toBe(`log ${segment(6)}`)
})

test('a hole in the log is named, because recovery would end there without a word', async () => {
  handOver(segment(8))
  await sealWal({ stage, wal, recipients })
  const wish = { wal, from: segment(4), into: join(home, 'holed'), identities: [identity] }
  await expect(openWal(wish)).rejects.toThrow(`a hole after ${segment(6)}`)
})
