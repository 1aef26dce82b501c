import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { demoOf, newDemoFile } from '#desk/demo-firm.ts'
import { writeFirstRunFile } from '#desk/first-run-file.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { testDatabase } from '#test/database.ts'
import { strangersContext, testWebHouse } from '#test/web-house.ts'
import { signIn } from '../sessions/sign-in.ts'
import { foundDemo } from './found-demo.ts'
import { getSetup } from './get-setup.ts'
import { issueSetupToken } from './issue-setup-token.ts'
import { setUp } from './set-up.ts'

/** A desk that was never set up. */
async function arrange() {
  const clone = await testDatabase()
  const house = testWebHouse(clone)
  opened.push(async () => {
    await house.database.close()
    await clone[Symbol.asyncDispose]()
  })
  return strangersContext(house)
}
const opened: (() => Promise<void>)[] = []
afterAll(() => Promise.all(opened.map((close) => close())))

const founding = {
  organizationName: 'Our firm',
  name: 'Founder',
  email: 'founder@example.test',
  password: 'a long password',
}

test('the newest token makes the firm and its administrator, once', async () => {
  const ctx = await arrange()
  const older = String(await issueSetupToken(ctx))
  const token = String(await issueSetupToken(ctx))
  expect(await getSetup(ctx)).toEqual({ isOpen: true })
  await expect(setUp(ctx, { ...founding, token: older })).rejects.toMatchObject({ code: 'GONE' })
  expect(await setUp(ctx, { ...founding, token })).toEqual({ email: founding.email })
  await expect(setUp(ctx, { ...founding, token })).rejects.toMatchObject({ code: 'GONE' })
  expect(await getSetup(ctx)).toEqual({ isOpen: false })
  expect(await issueSetupToken(ctx)).toBeNull()
  const { email, password } = founding
  expect((await signIn(ctx, { email, password, userAgent: '' })).kind).toBe('signedIn')
})

test('the demo’s people sign in with what was written down, and making it again changes nothing', async () => {
  const ctx = await arrange()
  const folder = mkdtempSync(join(tmpdir(), 'first-run-'))
  const file = newDemoFile('http://localhost:3000', systemDice)
  writeFirstRunFile(folder, file)
  const path = join(folder, 'first-run.json')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const demo = demoOf(JSON.parse(readFileSync(path, 'utf8')), systemDice)
  await foundDemo(ctx, demo)
  await foundDemo(ctx, demo)
  for (const { email, password } of file.users) {
    expect((await signIn(ctx, { email, password, userAgent: '' })).kind).toBe('signedIn')
  }
  const roles = file.users.map(({ role, clientId }) => [role, clientId !== null])
  expect(roles).toEqual([
    ['ADMIN', false],
    ['TRADER', false],
    ['VIEWER', true],
  ])
})
