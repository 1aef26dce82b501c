import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { TIDY_RULES } from './tidy-rules.ts'

const checkout = resolve(import.meta.dirname, '..')
const FOLDERS = [
  'app',
  'bin',
  'components',
  'lib',
  'test',
  'e2e',
  'bench',
  'scripts',
  'prisma',
  'ops',
]

const files = FOLDERS.filter((folder) => existsSync(join(checkout, folder))).flatMap(filesUnder)

test.each(TIDY_RULES)('$name', ({ appliesTo, findIn }) => {
  const trespasses = files.flatMap((path) => {
    if (!appliesTo(path)) return []
    const found = findIn(readFileSync(join(checkout, path), 'utf8'), path)
    return found === null ? [] : [`${path}: ${found}`]
  })
  expect(trespasses).toEqual([])
})

test.each(TIDY_RULES)('a trespass is found: $name', ({ appliesTo, findIn, sample }) => {
  expect(appliesTo(sample.path)).toBe(true)
  expect(findIn(sample.text, sample.path)).not.toBeNull()
})

function filesUnder(folder: string): string[] {
  const entries = readdirSync(join(checkout, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(checkout, join(entry.parentPath, entry.name)))
}
