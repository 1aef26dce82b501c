import { expect, type Page, test } from '@playwright/test'
import { callApi, readApi } from './call-api.ts'
import type { WireAccount, WireClient } from './desk-facts.ts'
import { type OwnDesk, startOwnDesk } from './own-desk.ts'
import { signIn } from './sign-in.ts'
import { sendFromTicket } from './ticket.ts'

const START_MS_MAX = 180_000
const CONNECT_MS_MAX = 30_000
const LABEL_MS_MAX = 30_000
const LABEL = 'replay of 2025-04-03'
const ADMIN = { email: 'first@example.test', password: 'a-password-of-this-test' }
const CLIENT = 'Cedar Trust'
/** A process whose disk is full. */
const FULL = 'a-full-disk'

let desk: OwnDesk
let page: Page

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(START_MS_MAX)
  desk = await startOwnDesk()
  const context = await browser.newContext({ baseURL: desk.url })
  page = await context.newPage()
})
test.afterAll(async () => {
  await page?.context().close()
  await desk?.stop()
})

async function fillSetUp(who: Page, email: string): Promise<void> {
  await who.goto('/setup')
  await who.getByLabel('Set-up token').fill(desk.setupToken)
  await who.getByLabel('Name of the firm').fill('Cedar Capital')
  await who.getByLabel('Your name').fill('First administrator')
  await who.getByLabel('Your e-mail address').fill(email)
  await who
    .getByLabel(/password/i)
    .first()
    .fill(ADMIN.password)
  await who.getByRole('button', { name: 'Set up the desk' }).click()
}

async function clientOf(name: string): Promise<WireClient> {
  const { items } = await readApi<{ items: readonly WireClient[] }>(page, 'clients')
  const client = items.find((each) => each.name === name)
  if (client === undefined) throw new Error(`expected a client named ${name}`)
  return client
}

async function openPaperAccount(clientId: string): Promise<void> {
  const body = { clientId, venueId: 'sim', name: 'Paper', mode: 'paper' }
  expect((await callApi(page, { path: 'accounts', body })).status()).toBe(201)
}

/** An account at the simulated exchange that waits for a key, as one at a testnet does. */
async function openTestnetAccount(clientId: string): Promise<void> {
  await desk.query(
    `WITH made AS (
       INSERT INTO account (id, organization_id, client_id, venue_id, name, mode, status, trading_state, created_at)
       SELECT gen_random_uuid(), organization_id, client_id, venue_id, 'Keyed', 'testnet', 'CONNECTING', 'ACTIVE', now()
         FROM account LIMIT 1 RETURNING id, organization_id, client_id)
     INSERT INTO book (id, organization_id, client_id, account_id, kind, name, created_at)
     SELECT gen_random_uuid(), organization_id, client_id, id, kind, name, now()
       FROM made, (VALUES ('MANUAL', 'Manual'), ('EXTERNAL', 'External')) b (kind, name)
       WHERE $1::text <> ''`,
    [clientId],
  )
}

/** Opens an account at the exchange and types its key into the page. */
async function connect(permissions: { readonly canWithdraw: boolean }): Promise<void> {
  const opened = await fetch(`${desk.controlUrl}/accounts`, {
    method: 'POST',
    body: JSON.stringify({ ...permissions, balances: { USDT: '10000' } }),
  })
  const { apiKey, apiSecret } = await opened.json()
  await page.goto('/desk/accounts')
  const panel = page.getByRole('region', { name: `${CLIENT} / Keyed` })
  await panel.getByRole('button', { name: /^(Connect|New key)$/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Connect Keyed' })
  await dialog.getByLabel('API key').fill(apiKey)
  await dialog.getByLabel('Secret').fill(apiSecret)
  await dialog.getByRole('button', { name: 'Seal and verify' }).click()
  await expect(dialog).toBeHidden()
}

async function untilStatus(name: string, status: string): Promise<void> {
  await expect(async () => {
    const { items } = await readApi<{ items: readonly WireAccount[] }>(page, 'accounts')
    expect(items.find((each) => each.name === name)?.status).toBe(status)
  }).toPass({ timeout: CONNECT_MS_MAX })
}

test('the token of the first start makes the firm and its first administrator, once', async ({
  browser,
}) => {
  await fillSetUp(page, ADMIN.email)
  await page.waitForURL(/\/sign-in/)
  await signIn(page, ADMIN)
  const stranger = await (await browser.newContext({ baseURL: desk.url })).newPage()
  await fillSetUp(stranger, 'second@example.test')
  await expect(stranger.getByRole('alert')).toBeVisible()
  await expect(stranger).toHaveURL(/\/setup/)
  await stranger.context().close()
})

test('a key that may withdraw is refused, one that may only trade connects the account', async () => {
  test.setTimeout(2 * CONNECT_MS_MAX + 30_000)
  expect((await callApi(page, { path: 'clients', body: { name: CLIENT } })).status()).toBe(201)
  const { id } = await clientOf(CLIENT)
  await openPaperAccount(id)
  await untilStatus('Paper', 'CONNECTED')
  await openTestnetAccount(id)
  await connect({ canWithdraw: true })
  await untilStatus('Keyed', 'REFUSED')
  await expect(page.getByRole('region', { name: `${CLIENT} / Keyed` })).toContainText(/withdraw/)
  await connect({ canWithdraw: false })
  await untilStatus('Keyed', 'CONNECTED')
})

test('a replayed market says which day it replays, in the list and beside its name, and is traded', async () => {
  await page.goto('/desk/markets')
  await expect(page.getByText(LABEL)).toHaveCount(1, { timeout: LABEL_MS_MAX })
  await page.goto('/desk/markets/sim/ETH-USDT')
  await expect(page.getByRole('heading', { level: 1, name: /ETH/ })).toBeVisible()
  await expect(page.getByText(LABEL)).toHaveCount(0)
  const sent = await sendFromTicket(page, {
    market: 'BTC-USDT',
    client: CLIENT,
    side: 'Buy',
    size: '0.01',
  })
  await expect(page.getByText(LABEL)).toBeVisible()
  await expect(sent).toContainText('Filled', { timeout: CONNECT_MS_MAX })
})

test('a disk that is almost full refuses new orders on every page, by name, until there is room', async () => {
  const band = page.getByRole('region', { name: 'Trading is stopped' })
  await desk.query(
    `INSERT INTO process_heartbeat (process, instance, started_at, beat_at, detail)
     VALUES ('web', $1, now(), now() + interval '1 hour', '{"diskFreeBytes": 0}')`,
    [FULL],
  )
  await page.reload()
  await expect(band).toContainText('the disk is almost full')
  await desk.query('DELETE FROM process_heartbeat WHERE instance = $1', [FULL])
  await page.reload()
  await expect(page.getByRole('link', { name: /^Books/ })).toBeVisible()
  await expect(band).toBeHidden()
})
