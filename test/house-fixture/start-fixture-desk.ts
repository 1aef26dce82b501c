import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fingerprintOf } from '#desk/fingerprint.ts'
import { freePort } from '#desk/ports.ts'

const checkout = resolve(import.meta.dirname, '..', '..')
const OPEN_TO_ALL = 0o755
const SERVICES = ['exchange', 'runner', 'gateway', 'web'] as const

/** A checkout whose services are stand-ins and whose pages and client are built already. */
export function makeFixtureHouse(services: readonly string[] = SERVICES): string {
  const root = mkdtempSync(join(tmpdir(), 'truebook-house-'))
  chmodSync(root, OPEN_TO_ALL) // so that a database of root's stays inside
  mkdirSync(join(root, 'bin'))
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'))
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  for (const name of services) {
    const service = join(checkout, 'test', 'house-fixture', 'service.ts')
    writeFileSync(join(root, 'bin', `${name}.ts`), `import ${JSON.stringify(service)}\n`)
  }
  for (const output of ['.next', 'generated/prisma']) {
    mkdirSync(join(root, output), { recursive: true })
    writeFileSync(join(root, output, 'made-from'), fingerprintOf(root, []))
  }
  writeFileSync(join(root, 'bin', 'desk.ts'), deskScript(root))
  return root
}

function deskScript(root: string): string {
  const main = join(checkout, 'lib', 'desk', 'desk-main.ts')
  return [
    `import { deskMain } from ${JSON.stringify(main)}`,
    'process.exitCode = await deskMain({',
    `  root: ${JSON.stringify(root)},`,
    '  firstRun: async () => ({ setupToken: null }),',
    '  parameters: process.argv.slice(2),',
    '})',
    '',
  ].join('\n')
}

export type FixtureDesk = {
  readonly process: ChildProcess
  readonly port: number
  /** Everything it has printed so far. */
  output(): string
  /** Resolves when it has printed this text; rejects when it ends without. */
  untilSaid(text: string): Promise<void>
  untilEnded(): Promise<number | null>
}

/** Starts the fixture house's desk as a process of its own. */
export async function startFixtureDesk(
  root: string,
  parameters: { port?: number } = {},
): Promise<FixtureDesk> {
  const port = parameters.port ?? (await freePort())
  const { INIT_CWD: _callers, ...env } = process.env
  const child = spawn(process.execPath, [join(root, 'bin', 'desk.ts'), '--port', String(port)], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const listeners = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    output += chunk
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return {
    process: child,
    port,
    output: () => output,
    untilSaid: (text) =>
      new Promise((resolve, reject) => {
        const check = () => output.includes(text) && resolve()
        listeners.add(check)
        child.once('close', () =>
          reject(new Error(`expected "${text}", it ended with:\n${output}`)),
        )
        check()
      }),
    async untilEnded() {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
      return child.exitCode
    },
  }
}
