import type { Locator, Page } from '@playwright/test'
import type { HouseState } from '#desk/house-state.ts'
import { type Stopwatch, startStopwatch } from '#test/own-time.ts'
import { callApi, readApi } from './call-api.ts'
import { deskState } from './desk.ts'
import { restingOrder, tradingAccount, type WireClient } from './desk-facts.ts'
import { controlExchange, exchangeAccountOf, setBalance } from './exchange-control.ts'
import { expect, test } from './test.ts'

/** Within this time of the cause every number says how far it can be trusted. */
const SHOWN_MS_MAX = 2_000
/** A venue takes a request within five seconds or not at all (lib/core/orders/order-doubt.ts). */
const DOUBT_AFTER_MS = 5_000
/** A killed runner's leases run out after ten seconds; a new one takes them. */
const RECOVERY_MS_MAX = 60_000
/** Two reconciliations find and open a break, two more end it. */
const RECONCILED_MS_MAX = 90_000
const LOOK_EVERY_MS = 20
/** How long is waited for what must come, on a machine however busy. */
const WAIT_MS_MAX = 30_000
const INSTRUMENT = 'sim:ETH-USDT'
const ASSET = 'ETH'

/** When something was done, by the page's clock, and what the machine kept waiting since. */
type Cause = { readonly at: number; readonly watch: Stopwatch }
type Trading = { readonly id: string; readonly bookId: string; readonly clientId: string }
type Proof = 'proven' | 'stale' | 'inFlight' | 'inDoubt' | 'broken'
type Books = { readonly items: readonly { readonly breaks: readonly Break[] }[] }
type Break = { readonly asset: string | null; readonly firstSeenAt: number }

test.describe.configure({ mode: 'serial' })

test('a killed runner greys the numbers of its accounts, with their age', async ({ openAs }) => {
  test.setTimeout(3 * RECOVERY_MS_MAX)
  const { page } = await onPositions(await openAs('TRADER'))
  const quantity = cell(page, 'Quantity')
  await expectProof(quantity, 'proven', RECOVERY_MS_MAX)
  const since = { at: Date.now(), watch: startStopwatch() }
  process.kill(pidOf('runner'), 'SIGKILL')
  await expectShown(quantity, 'stale', { since, what: 'runner killed' })
  await expect(textOf(quantity)).toContainText(/· \d+ s/)
  await expectProof(quantity, 'proven', RECOVERY_MS_MAX)
})

test('a silent exchange greys quotes, balances and positions', async ({ openAs }) => {
  test.setTimeout(6 * RECOVERY_MS_MAX)
  const { page, account } = await onPositions(await openAs('TRADER'))
  await expectSilence([cell(page, 'Quantity'), cell(page, 'Price')], 'positions')
  await goAndHear(page, `/desk/accounts?account=${account.id}`)
  await expectSilence([{ page, selector: '[data-label="Owned"] [data-proof]' }], 'balances')
  await goAndHear(page, `/desk/markets/${INSTRUMENT.replace(':', '/')}`)
  await expectSilence([{ page, selector: 'main [data-proof]' }], 'quotes')
})

test('a balance that the venue denies shows ours over the venue’s in the very cell', async ({
  openAs,
}) => {
  test.setTimeout(3 * RECONCILED_MS_MAX)
  const { page, account } = await onPositions(await openAs('TRADER'))
  const quantity = cell(page, 'Quantity')
  await expectProof(quantity, 'proven', RECONCILED_MS_MAX)
  const atVenue = await exchangeAccountOf(account.id)
  const watch = startStopwatch()
  const before = await setBalance(atVenue, ASSET, '4321')
  try {
    const shownAt = await shown(quantity, 'broken', RECONCILED_MS_MAX)
    const { items } = await readApi<Books>(page, `books?accountId=${account.id}`)
    const found = items[0]?.breaks.find(({ asset }) => asset === ASSET)
    const tookMs = shownAt - (found?.firstSeenAt ?? 0)
    tell('break recorded', tookMs)
    expect(tookMs - watch.waitedMs()).toBeLessThanOrEqual(SHOWN_MS_MAX)
    await expect(textOf(quantity)).toContainText('venue says')
  } finally {
    await setBalance(atVenue, ASSET, before)
  }
  await expectProof(quantity, 'proven', RECONCILED_MS_MAX)
})

test('an order is dotted until acknowledged, and hatched when the venue’s time for it is over', async ({
  openAs,
}) => {
  test.setTimeout(2 * RECOVERY_MS_MAX)
  const { page, account } = await onPositions(await openAs('TRADER'))
  const quantity = cell(page, 'Quantity')
  await expectProof(quantity, 'proven', RECONCILED_MS_MAX)
  const accountId = await exchangeAccountOf(account.id)
  const body = await restingOrder(page, account, INSTRUMENT)
  const orders = await page.context().newPage()
  await goAndHear(orders, `/desk/orders?account=${account.id}`)
  await controlExchange('/faults', {
    method: 'POST',
    body: {
      kind: 'delay',
      ms: 15_000,
      count: 1,
      match: { method: 'POST', path: '/api/v3/order', accountId },
    },
  })
  try {
    const since = { at: Date.now(), watch: startStopwatch() }
    const placed = await callApi(page, { path: 'orders', body })
    expect(placed.status()).toBe(201)
    // The newest order is the first.
    const size = cell(orders, 'Size')
    await expectShown(quantity, 'inFlight', { since, what: 'order sent' })
    await shown(quantity, 'inDoubt', DOUBT_AFTER_MS + WAIT_MS_MAX)
    tell('order in doubt after its time', Date.now() - since.at - DOUBT_AFTER_MS)
    await shown(size, 'inDoubt', WAIT_MS_MAX)
  } finally {
    await controlExchange('/faults', { method: 'DELETE' })
  }
})

/** The positions page with a position of an account that no other test trades with. */
async function onPositions(page: Page): Promise<{ page: Page; account: Trading }> {
  await page.goto('/desk/positions')
  const { items } = await readApi<{ items: readonly WireClient[] }>(page, 'clients')
  const client = items.findLast(({ status }) => status === 'ACTIVE')
  const account = await tradingAccount(page, client?.id ?? null)
  await holdSome(page, account)
  await goAndHear(page, `/desk/positions?account=${account.id}`)
  return { page, account }
}

/** Stops the exchange without a word, and lets it go on once the numbers say that it is not heard. */
async function expectSilence(figures: readonly Shown[], what: string): Promise<void> {
  for (const figure of figures) await expectProof(figure, 'proven', RECOVERY_MS_MAX)
  const exchange = pidOf('exchange')
  const since = { at: Date.now(), watch: startStopwatch() }
  process.kill(exchange, 'SIGSTOP')
  try {
    const seen = { since, what: `exchange silent: ${what}` }
    await Promise.all(figures.map((figure) => expectShown(figure, 'stale', seen)))
  } finally {
    process.kill(exchange, 'SIGCONT')
  }
  for (const figure of figures) await expectProof(figure, 'proven', RECOVERY_MS_MAX)
}

/** Returns once the page was told how its accounts are: what the server rendered before cannot grow old. */
async function goAndHear(page: Page, path: string): Promise<void> {
  // From here on every socket is the new page's.
  await page.goto(path, { waitUntil: 'commit' })
  const socket = await page.waitForEvent('websocket', (it) => it.url().endsWith('/stream'))
  await socket.waitForEvent('framereceived', ({ payload }) => String(payload).includes('"pulse"'))
}

async function holdSome(page: Page, account: Trading): Promise<void> {
  const path = `positions?accountId=${account.id}`
  type Positions = { items: readonly { instrumentId: string; quantity: string }[] }
  const isHeld = async () => {
    const { items } = await readApi<Positions>(page, path)
    return items.some((it) => it.instrumentId === INSTRUMENT && Number(it.quantity) > 0)
  }
  if (await isHeld()) return
  const terms = { instrumentId: INSTRUMENT, side: 'buy', type: 'market', timeInForce: 'IOC' }
  const body = { accountId: account.id, bookId: account.bookId, ...terms, quantity: '0.5' }
  const placed = await callApi(page, { path: 'orders', body })
  expect(placed.status(), await placed.text()).toBe(201)
  await expect.poll(isHeld, { timeout: RECOVERY_MS_MAX }).toBe(true)
}

/** A number on a page, by which a test says whether and when it is trusted. */
type Shown = { readonly page: Page; readonly selector: string }

function cell(page: Page, label: string): Shown {
  const row = `tr:has(a[href^="/desk/markets/${INSTRUMENT.replace(':', '/')}"])`
  return { page, selector: `${row} [data-label="${label}"] [data-proof]` }
}

function pidOf(service: keyof HouseState['services']): number {
  const pid = deskState().services[service]?.pid
  if (pid === undefined) throw new Error(`the desk names no ${service} in ports.json`)
  return pid
}

function textOf({ page, selector }: Shown): Locator {
  return page.locator(selector).first()
}

async function expectProof(figure: Shown, proof: Proof, timeout: number): Promise<void> {
  await expect(textOf(figure)).toHaveAttribute('data-proof', proof, { timeout })
}

/** When the number first showed it, by the page's own look: what a busy test adds is not the page's. */
async function shown({ page, selector }: Shown, proof: Proof, timeout: number): Promise<number> {
  const look = { selector, proof, everyMs: LOOK_EVERY_MS, timeout }
  const shownAt = await page.evaluate(async ({ selector, proof, everyMs, timeout }) => {
    const until = Date.now() + timeout
    while (Date.now() < until) {
      if (document.querySelector(selector)?.getAttribute('data-proof') === proof) return Date.now()
      await new Promise((resume) => setTimeout(resume, everyMs))
    }
    return null
  }, look)
  expect(shownAt, `${selector} shows ${proof}`).not.toBeNull()
  return shownAt ?? 0
}

async function expectShown(
  figure: Shown,
  proof: Proof,
  { since, what }: { readonly since: Cause; readonly what: string },
): Promise<void> {
  const tookMs = (await shown(figure, proof, WAIT_MS_MAX)) - since.at
  tell(what, tookMs)
  expect(tookMs - since.watch.waitedMs(), what).toBeLessThanOrEqual(SHOWN_MS_MAX)
}

function tell(what: string, ms: number): void {
  process.stdout.write(`${what}: shown after ${ms} ms\n`)
}
