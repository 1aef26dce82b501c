import { readFirstRun } from './first-run.ts'
import type { HousePlan } from './house-services.ts'

const EMAIL_WIDTH = 24
const ROLE_WIDTH = 8

/** The one block that says everything a person needs who has just started the desk. */
export function welcome(plan: HousePlan, seconds: number): string {
  const users = readFirstRun(plan.options.folder)?.users ?? []
  const signIns = users.map(
    ({ email, role, password }) =>
      `              ${email.padEnd(EMAIL_WIDTH)}${role.padEnd(ROLE_WIDTH)}${password}`,
  )
  return [
    '',
    `  Truebook    ${plan.publicOrigin}   (ready after ${seconds.toFixed(1)} s)`,
    ...(signIns.length === 0 ? [] : ['  Sign in', ...signIns]),
    `  Data        ${plan.options.folder}`,
    '  Stop        Ctrl-C',
    '',
  ].join('\n')
}
