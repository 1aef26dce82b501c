import { demoDesks } from './demo-desks.ts'
import { demoUser, type Role, signedInFile } from './desk.ts'
import { signIn } from './sign-in.ts'
import { test } from './test.ts'

const ROLES: readonly Role[] = ['ADMIN', 'TRADER', 'VIEWER']

for (const role of ROLES) {
  test(`the demo's ${role.toLowerCase()} signs in with the password of first-run.json`, async ({
    openAs,
  }) => {
    await Promise.all(
      demoDesks().map(async (desk) => {
        const page = await openAs('stranger', desk)
        await signIn(page, demoUser(role, desk))
        await page.context().storageState({ path: signedInFile(role, desk) })
      }),
    )
  })
}
