import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import {
  type FixtureDesk,
  makeFixtureHouse,
  startFixtureDesk,
} from '#test/house-fixture/start-fixture-desk.ts'
import { type HouseState, readHouseState } from './house-state.ts'
import { claimedPostmaster, isAlive } from './postgres/postmaster.ts'

const READY = 'Ctrl-C'
const desks: FixtureDesk[] = []
const houses: string[] = []

afterEach(async () => {
  for (const desk of desks.splice(0)) {
    desk.process.kill('SIGTERM')
    await desk.untilEnded()
  }
  for (const root of houses.splice(0)) rmSync(root, { recursive: true })
})

function makeHouse(services?: readonly string[]): string {
  const root = makeFixtureHouse(services)
  houses.push(root)
  return root
}

async function start(root: string, parameters: { port?: number } = {}): Promise<FixtureDesk> {
  const desk = await startFixtureDesk(root, parameters)
  desks.push(desk)
  return desk
}

function stateOf(root: string): HouseState {
  const state = readHouseState(join(root, '.truebook'))
  if (state === null) throw new Error('the desk wrote no ports.json')
  return state
}

async function pidBehind(port: number | undefined): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/`)
  return Number(await response.text())
}

test('one command starts every process, and one signal stops them in order with exit code 0', async () => {
  const root = makeHouse()
  const desk = await start(root)
  await desk.untilSaid(READY)
  const { services } = stateOf(root)
  expect(Object.keys(services)).toEqual(['exchange', 'runner', 'gateway', 'web'])
  expect(await pidBehind(desk.port)).toBe(services.web?.pid)

  desk.process.kill('SIGINT')
  expect(await desk.untilEnded()).toBe(0)
  const stopped = [...desk.output().matchAll(/(\w+) stopped/g)].map(([, name]) => name)
  expect(stopped).toEqual(['web', 'gateway', 'runner', 'exchange', 'PostgreSQL'])
  const pids = Object.values(services).map((service) => service.pid ?? 0)
  expect(pids.filter(isAlive)).toEqual([])
})

test('a process that is killed comes back on the same ports, and the desk says so', async () => {
  const root = makeHouse()
  const desk = await start(root)
  await desk.untilSaid(READY)
  const before = stateOf(root).services.exchange
  process.kill(before?.pid ?? 0, 'SIGKILL')
  await desk.untilSaid('exchange is running again')
  expect(desk.output()).toContain('exchange ended (SIGKILL)')
  const after = stateOf(root).services.exchange
  expect(after?.ports).toEqual(before?.ports)
  expect(await pidBehind(before?.ports['rest'])).toBe(after?.pid)
})

test('a PostgreSQL that is killed comes back on its port, and the desk says so', async () => {
  const root = makeHouse()
  const desk = await start(root)
  await desk.untilSaid(READY)
  const dataFolder = join(root, '.truebook', 'postgres')
  const before = claimedPostmaster(dataFolder)
  process.kill(before?.pid ?? 0, 'SIGKILL')
  await desk.untilSaid('PostgreSQL is running again')
  const after = claimedPostmaster(dataFolder)
  expect(after?.port).toBe(before?.port)
  expect(after?.pid).not.toBe(before?.pid)
})

test('after a kill -9 of the desk the next start finds its database and a free house', async () => {
  const root = makeHouse()
  const killed = await start(root)
  await killed.untilSaid(READY)
  const orphans = Object.values(stateOf(root).services).map((service) => service.pid ?? 0)
  killed.process.kill('SIGKILL')
  await killed.untilEnded()

  const next = await start(root, { port: killed.port })
  await next.untilSaid(READY)
  expect(next.output()).toContain('PostgreSQL was still running and is taken over')
  expect(orphans.filter(isAlive)).toEqual([])
})

test('two desks never share a data folder, and the second one says why', async () => {
  const root = makeHouse()
  const first = await start(root)
  await first.untilSaid(READY)
  const second = await start(root)
  expect(await second.untilEnded()).toBe(1)
  expect(second.output()).toContain(
    `another desk (process ${first.process.pid}) already runs on ${join(root, '.truebook')}`,
  )
  expect(await pidBehind(first.port)).toBe(stateOf(root).services.web?.pid)
})

test('a process that is missing ends the start with its name, and nothing stays behind', async () => {
  const root = makeHouse(['exchange', 'runner'])
  const desk = await start(root)
  expect(await desk.untilEnded()).toBe(1)
  expect(desk.output()).toContain('gateway cannot start')
  const pids = Object.values(stateOf(root).services).map((service) => service.pid ?? 0)
  expect(pids.filter(isAlive)).toEqual([])
})

test('Ctrl-C during the start stops what had started, with exit code 0', async () => {
  const root = makeHouse()
  writeFileSync(join(root, 'bin', 'exchange.ts'), 'setInterval(() => undefined, 1_000)\n')
  const desk = await start(root)
  await desk.untilSaid('pages')
  desk.process.kill('SIGINT')
  expect(await desk.untilEnded()).toBe(0)
  expect(desk.output()).toContain('PostgreSQL stopped')
})

test('a taken port is named before anything is started', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, () => resolve()))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const desk = await start(makeHouse(), { port })
  expect(await desk.untilEnded()).toBe(1)
  expect(desk.output()).toContain(`port ${port} is taken: choose another one with --port`)
  expect(desk.output()).not.toContain('database')
  server.close()
})
