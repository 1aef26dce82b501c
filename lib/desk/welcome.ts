import { readFirstRunFile } from './first-run-file.ts'
import type { HousePlan } from './house-services.ts'

const EMAIL_WIDTH = 24
const ROLE_WIDTH = 8

export type Welcome = {
  readonly plan: HousePlan
  /** How long the start took. */
  readonly seconds: number
  readonly setupToken: string | null
}

/** The one block that says everything a person needs who has just started the desk. */
export function welcome({ plan, seconds, setupToken }: Welcome): string {
  const users = readFirstRunFile(plan.options.folder)?.users ?? []
  const signIns = users.map(
    ({ email, role, password }) =>
      `              ${email.padEnd(EMAIL_WIDTH)}${role.padEnd(ROLE_WIDTH)}${password}`,
  )
  return [
    '',
    `  Truebook    ${plan.publicOrigin}   (ready after ${seconds.toFixed(1)} s)`,
    ...(signIns.length === 0 ? [] : ['  Sign in', ...signIns]),
    ...(setupToken === null
      ? []
      : [`  Set up      ${plan.publicOrigin}/setup   token ${setupToken}`]),
    `  Data        ${plan.options.folder}`,
    '  Stop        Ctrl-C',
    '',
  ].join('\n')
}
