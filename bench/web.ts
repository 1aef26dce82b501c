import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext, Page } from '@playwright/test'
import { type BenchDesk, startBenchDesk } from './orders/bench-desk.ts'
import { untilQuiet } from './orders/cpu-time.ts'
import { percentiles } from './orders/percentiles.ts'
import { type BenchRow, publishReport } from './report.ts'
import { openBrowser } from './web/bench-browser.ts'
import { measureClickToFilled } from './web/click-to-filled.ts'
import { feedBook, floodBook, preparePage, untilFed } from './web/fast-feed.ts'
import { type FirstLoad, measureFirstLoad } from './web/first-load.ts'
import { measureHeap } from './web/heap.ts'
import { loadHistory } from './web/history.ts'
import { PAGES, serverRows } from './web/server-time.ts'

const TABLE_PAGES = ['/desk', '/desk/positions', '/desk/orders', '/desk/markets', '/desk/accounts']
const MARKET_PAGE = '/desk/markets/sim/BTC-USDT'
const BUDGET = {
  tablePageKb: 170,
  marketPageKb: 260,
  paintMs: 50,
  interactionMs: 100,
  taskMs: 50,
  filledMs: 150,
  heapMb: 20,
}
const FEED = { perSecond: 50, ms: 15_000 }
const ORDERS = 20
/** What a firm has after years; so many orders in all are told with `--rows`. */
const HISTORY = { clients: 20, fillsPerOrder: 5 }
/** Eight hours of a book that changes twice a second. */
const SESSION_UPDATES = 8 * 3_600 * 2
const LARGEST_SCRIPTS = 5
const QUIET = { share: 0.3, timeoutMs: 180_000 }

/** For the person who waits; the report itself goes to standard output. */
function say(step: string): void {
  process.stderr.write(`${step}\n`)
}

async function main(argv: readonly string[]): Promise<void> {
  const orders = rowsOf(argv)
  say('starting a desk')
  await using desk = await startBenchDesk()
  await using browser = await openBrowser(desk.url, desk.trader)
  if (orders !== null) {
    say(`writing ${orders} orders`)
    await loadHistory(desk, { ...HISTORY, orders })
    await untilQuiet(desk.pids, QUIET)
    say('pages')
    return publish(argv, await serverRows(browser.context, TABLE_PAGES))
  }
  say('first loads')
  const loads = await firstLoads(browser.context)
  if (argv.includes('--first-load')) return publish(argv, loads.flatMap(firstLoadRows))
  await untilQuiet(desk.pids, QUIET)
  say('pages')
  const served = await serverRows(browser.context, TABLE_PAGES)
  const { rows, isFed } = await measureLive(browser.context, desk)
  publish(argv, [...loads.flatMap(firstLoadRows), ...served, ...rows], isFed)
}

/** `--rows 1000000`: only how fast pages are served beside so many orders and their fills. */
function rowsOf(argv: readonly string[]): number | null {
  const place = argv.indexOf('--rows')
  return place === -1 ? null : Number(argv[place + 1])
}

function publish(argv: readonly string[], rows: readonly BenchRow[], parity = true): void {
  const [load = 0] = loadavg()
  const method = [...METHOD, `load average of the machine at the end: ${load.toFixed(1)}.`]
  publishReport({ name: 'web', method, parity, rows }, argv)
}

const METHOD = [
  'A whole demo desk, its pages built for production, and Chromium at 1440 x 900 on the same processors.',
  'first load: every script that the document of a page names, each compressed by gzip.',
  `served: the tables’ pages with what the demo holds, ${PAGES.perSecond} a second for ${PAGES.seconds} s, from due to the last byte.`,
  `With --rows it is the only part: beside so many orders of ${HISTORY.clients} clients, ${HISTORY.fillsPerOrder} fills each.`,
  `feed: the book repeated ${FEED.perSecond} times a second for ${FEED.ms / 1_000} s with other sizes, on the page's own socket, while a`,
  'person switches panels and types. paint: from a frame to the first frame drawn after what it changed.',
  `filled: from the press of Buy to the frame that says Filled, ${ORDERS} orders. heap: after ${SESSION_UPDATES} updates of the`,
  'book, which is eight hours at two a second, garbage collected before and after.',
  'parity: the page was given all these updates.',
]

async function firstLoads(context: BrowserContext): Promise<readonly FirstLoad[]> {
  const loads: FirstLoad[] = []
  for (const path of [...TABLE_PAGES, MARKET_PAGE])
    loads.push(await measureFirstLoad(context, path))
  return loads
}

function firstLoadRows({ path, kb, scripts }: FirstLoad): BenchRow[] {
  const target = path === MARKET_PAGE ? BUDGET.marketPageKb : BUDGET.tablePageKb
  const row = { case: path, unit: 'kB', floor: null, better: 'lower' } as const
  const missed = kb > target ? scripts.slice(0, LARGEST_SCRIPTS) : []
  return [
    { ...row, metric: 'first-load scripts', value: kb, target },
    ...missed.map(({ name, kb: part }) => ({
      ...row,
      metric: `  of it ${name.split('/').at(-1)}`,
      value: part,
      target: null,
    })),
  ]
}

type Live = {
  readonly rows: readonly BenchRow[]
  /** The page was given every update that the figures speak of, and drew of them. */
  readonly isFed: boolean
}

async function measureLive(context: BrowserContext, { url }: BenchDesk): Promise<Live> {
  const page = await context.newPage()
  await preparePage(page)
  await page.goto(`${url}${MARKET_PAGE}`)
  await untilFed(page)
  say('a fast book')
  const feed = await feedBook(page, { perSecond: FEED.perSecond, during: () => beBusy(page) })
  say('orders by the ticket')
  const filled = percentiles(await measureClickToFilled(page, ORDERS))
  say('a long session')
  let flooded = 0
  const heapMb = await measureHeap(page, async () => {
    flooded = await floodBook(page, SESSION_UPDATES)
  })
  const row = { floor: null, better: 'lower' } as const
  const ms = { ...row, unit: 'ms' }
  const paint = percentiles(feed.paintMs)
  const rows: readonly BenchRow[] = [
    { ...ms, case: 'feed', metric: 'paint p50', value: paint.p50, target: null },
    { ...ms, case: 'feed', metric: 'paint p95', value: paint.p95, target: BUDGET.paintMs },
    {
      ...ms,
      case: 'feed',
      metric: 'INP',
      value: Math.max(0, ...feed.interactionMs),
      target: BUDGET.interactionMs,
    },
    {
      ...ms,
      case: 'feed',
      metric: 'longest task',
      value: Math.max(0, ...feed.longTaskMs),
      target: BUDGET.taskMs,
    },
    {
      ...row,
      unit: '',
      case: 'feed',
      metric: 'tasks over 50 ms',
      value: feed.longTaskMs.length,
      target: 0,
    },
    {
      ...ms,
      case: 'ticket',
      metric: 'press to Filled p50',
      value: filled.p50,
      target: BUDGET.filledMs,
    },
    { ...ms, case: 'ticket', metric: 'press to Filled p95', value: filled.p95, target: null },
    {
      ...row,
      unit: 'MB',
      case: 'session',
      metric: 'heap growth',
      value: heapMb,
      target: BUDGET.heapMb,
    },
  ]
  return { rows, isFed: feed.sent > 0 && flooded === SESSION_UPDATES }
}

/** What a person does while the book runs: other panels, another kind of order, a size. */
async function beBusy(page: Page): Promise<void> {
  const until = Date.now() + FEED.ms
  const form = page.getByRole('region', { name: 'Order', exact: true })
  const panels = page.getByRole('group', { name: 'Panel beside the chart' })
  while (Date.now() < until) {
    for (const side of ['Book', 'Depth', 'Ladder'])
      await panels.getByText(side, { exact: true }).click()
    await form.getByText('Limit', { exact: true }).click()
    await form.getByLabel(/^Size/).pressSequentially('0.01')
    await form.getByLabel(/^Size/).fill('')
    await delay(1_000)
  }
}

await main(process.argv.slice(2))
