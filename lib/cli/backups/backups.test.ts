import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { callCli } from '#test/call-cli.ts'

const cwd = mkdtempSync(join(tmpdir(), 'truebook-cli-backup-'))
afterAll(() => rmSync(cwd, { recursive: true }))

test('where no desk is there is nothing to back up, and no desk is made', async () => {
  const { code, err } = await callCli(['backup', '--data', 'nowhere'], { cwd })
  expect(code).toBe(1)
  expect(err).toContain('expected a desk with a PostgreSQL of its own')
  expect(readdirSync(cwd)).toEqual([])
})

test.each([
  ['backup now', 'expected no "now"'],
  ['backup verify', 'expected FILE, found nothing'],
  ['backup verify a.age', 'expected --identity FILE'],
  ['restore a.age', 'expected --data NEWDIR'],
  ['restore a.age --data new', 'expected --identity FILE'],
])('"%s" is refused with what was expected', async (line, message) => {
  const { code, err } = await callCli(line.split(' '), { cwd })
  expect(code).toBe(2)
  expect(err).toContain(message)
})
