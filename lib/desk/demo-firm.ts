import { fromWireId, toWireId } from '#api/codecs/id.ts'
import type { Demo } from '#usecases/setup/found-demo.ts'
import type { FirstRunFile, FirstRunUser } from './first-run-file.ts'

const PASSWORD_BYTES = 12
const FIRM = 'Northlight Capital'
const CLIENTS = ['Alder Trust', 'Birch Foundation'] as const
const ACCOUNT = 'Paper'
const NAMES: Readonly<Record<FirstRunUser['role'], string>> = {
  ADMIN: 'Operator',
  TRADER: 'Trader',
  VIEWER: 'Client viewer',
}

export type DemoDice = { uuid(): string; secret(bytes: number): string }

/** The sign-ins of a demo firm: an operator, a trader, and a viewer bound to the first client. */
export function newDemoFile(url: string, dice: DemoDice): FirstRunFile {
  const password = () => dice.secret(PASSWORD_BYTES)
  const clientId = toWireId('client', dice.uuid())
  return {
    url,
    users: [
      { email: 'admin@example.test', password: password(), role: 'ADMIN', clientId: null },
      { email: 'trader@example.test', password: password(), role: 'TRADER', clientId: null },
      { email: 'viewer@example.test', password: password(), role: 'VIEWER', clientId },
    ],
  }
}

/** The firm that those sign-ins are of. Its first client is the one that the viewer is bound to. */
export function demoOf({ users }: FirstRunFile, dice: DemoDice): Demo {
  const bound = users.find(({ clientId }) => clientId !== null)?.clientId ?? null
  const firstClientId = bound === null ? null : fromWireId('client', bound)
  const [first, second] = CLIENTS
  return {
    name: FIRM,
    clients: [
      { id: firstClientId ?? dice.uuid(), name: first, accountName: ACCOUNT },
      { id: dice.uuid(), name: second, accountName: ACCOUNT },
    ],
    people: users.map(({ email, password, role, clientId }) => ({
      email,
      password,
      role,
      name: NAMES[role],
      clientId: clientId === null ? null : firstClientId,
    })),
  }
}
