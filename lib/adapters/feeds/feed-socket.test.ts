import type { AddressInfo } from 'node:net'
import { afterAll, expect, test, vi } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { silentLog } from '#test/silent-log.ts'
import { FeedSocket } from './feed-socket.ts'

/** What every number on screen promises: what is no longer heard is called old within this time. */
const TOLD_MS_MAX = 2_000

/** A venue that answers pings only while told to. */
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: false })
let answers = true
const sockets = new Set<WebSocket>()
server.on('connection', (socket) => {
  sockets.add(socket)
  socket.on('ping', () => {
    if (answers) socket.pong()
  })
})
afterAll(() => server.close())

test('a venue that falls silent without hanging up is noticed within two seconds, and so is its voice', async () => {
  const heard = { open: vi.fn(), silent: vi.fn(), voice: vi.fn() }
  const socket = new FeedSocket({
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock: systemClock,
    dice: systemDice,
    log: silentLog,
    onOpen: heard.open,
    onMessage: () => undefined,
    onSilent: heard.silent,
    onHeard: heard.voice,
  })
  await vi.waitFor(() => expect(heard.open).toHaveBeenCalledTimes(1), { timeout: TOLD_MS_MAX })
  answers = false
  await vi.waitFor(() => expect(heard.silent).toHaveBeenCalledTimes(1), { timeout: TOLD_MS_MAX })
  expect(sockets.size).toBe(1)
  answers = true
  await vi.waitFor(() => expect(heard.voice).toHaveBeenCalledTimes(1), { timeout: TOLD_MS_MAX })
  socket.close()
})
