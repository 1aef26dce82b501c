import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '#desk/ports.ts'
import { freshFolder } from './fresh-folder.ts'

export type OwnDesk = {
  readonly url: string
  /** What the desk printed: opens the set-up page, once. */
  readonly setupToken: string
  /** The simulated exchange's control port. */
  readonly controlUrl: string
  /** One statement as the database's own superuser, for what no page lets a person do. */
  query(text: string, values: readonly unknown[]): Promise<void>
  stop(): Promise<void>
}

const SETUP_TOKEN = /\/setup {3}token (\S+)/
const PORT_LINE = 3
const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60

/** A desk without a demo whose BTC-USDT replays the third of April 2025. The pages are built already. */
export async function startOwnDesk(): Promise<OwnDesk> {
  const folder = freshFolder()
  const recording = `${folder}-candles.csv`
  writeFileSync(recording, aDayOfCandles())
  const port = await freePort()
  const parameters = ['--no-demo', '--feed', `${recording}:BTC-USDT`]
  const child = spawn(
    'node',
    ['bin/desk.ts', ...parameters, '--data', folder, '--port', String(port)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const setupToken = await tokenOf(child)
  const { services } = JSON.parse(readFileSync(join(folder, 'ports.json'), 'utf8'))
  return {
    url: `http://localhost:${port}`,
    setupToken,
    controlUrl: `http://127.0.0.1:${services.exchange.ports.control}`,
    query: (text, values) => query(folder, text, values),
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** One candle a minute around 80,000, from midnight on. */
function aDayOfCandles(): string {
  const firstAt = Date.UTC(2025, 3, 3)
  const rows = Array.from({ length: DAY_MINUTES }, (_, minute) => {
    const open = 80_000 + 40 * Math.sin(minute / 30)
    const close = 80_000 + 40 * Math.sin((minute + 1) / 30)
    const [low, high] = [Math.min(open, close) - 5, Math.max(open, close) + 5]
    const prices = [open, high, low, close].map((price) => price.toFixed(2))
    return [firstAt + minute * MINUTE_MS, ...prices, '10'].join(',')
  })
  return `${['timestamp_ms,open,high,low,close,volume', ...rows].join('\n')}\n`
}

function tokenOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString()
      const [, token] = SETUP_TOKEN.exec(said) ?? []
      if (token !== undefined) resolve(token)
    })
    child.once('exit', (code) => reject(new Error(`the desk ended with ${code}:\n${said}`)))
  })
}

async function query(folder: string, text: string, values: readonly unknown[]): Promise<void> {
  const { dataFolder, passwords } = JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8'))
  const port = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[PORT_LINE]
  const connectionString = `postgres://truebook_superuser:${passwords.superuser}@127.0.0.1:${port}/truebook`
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(text, [...values])
  } finally {
    await client.end()
  }
}
