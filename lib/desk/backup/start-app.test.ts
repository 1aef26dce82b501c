import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { makeFixtureHouse } from '#test/house-fixture/start-fixture-desk.ts'
import { startApp } from './start-app.ts'

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

async function ask(root: string): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'truebook-app-'))
  made.push(root, folder)
  return startApp(root)({ folder, readOnlyUrl: 'postgresql://app@127.0.0.1:9/truebook' })
}

function builtHouse(): string {
  const root = makeFixtureHouse()
  mkdirSync(join(root, '.next'), { recursive: true })
  writeFileSync(join(root, '.next', 'BUILD_ID'), 'built')
  return root
}

test('an app that says it is ready on what was restored is no complaint', async () => {
  expect(await ask(builtHouse())).toBeNull()
})

test('an app that does not start is one, in its own words', async () => {
  const root = builtHouse()
  writeFileSync(join(root, 'bin', 'web.ts'), `throw new Error('the schema is too old')`)
  expect(await ask(root)).toMatch(/does not start on it: .*the schema is too old/s)
})

test('where no pages are built there is no app to ask', async () => {
  expect(await ask(makeFixtureHouse([]))).toBeNull()
})
