import { join } from 'node:path'
import { type FirstRunUser, readFirstRunFile } from '#desk/first-run-file.ts'
import { type HouseState, readHouseState } from '#desk/house-state.ts'
import { type DemoDesk, ownDemoDesk } from './demo-desks.ts'

export type Role = FirstRunUser['role']

/** The demo's own sign-in of a role; the viewer's is bound to the first client. */
export function demoUser(role: Role, { folder }: DemoDesk = ownDemoDesk()): FirstRunUser {
  const user = readFirstRunFile(folder)?.users.find((each) => each.role === role)
  if (user === undefined) throw new Error(`first-run.json names nobody with the role ${role}`)
  return user
}

/** Where a role's signed-in browser state is kept between the tests of one run. */
export function signedInFile(role: Role, { folder }: DemoDesk = ownDemoDesk()): string {
  return join(folder, `signed-in-${role.toLowerCase()}.json`)
}

/** The process ids and ports of the desk's services. */
export function deskState(): HouseState {
  const state = readHouseState(ownDemoDesk().folder)
  if (state === null) throw new Error('the desk has written no ports.json')
  return state
}
