import type { Page } from '@playwright/test'
import { formatDecimal, parseQuantity, quantityOf } from '#core/money/money.ts'
import { callApi, readApi } from './call-api.ts'
import { demoUser } from './desk.ts'
import { restingOrder, restingTerms, tradingAccount, type WireClient } from './desk-facts.ts'
import { signIn } from './sign-in.ts'
import { expect, test } from './test.ts'
import { sendFromTicket } from './ticket.ts'

const MARKET = 'ETH-USDT'
const INSTRUMENT = `sim:${MARKET}`
const SIZE = '0.5'
/** The exchange takes a tenth of a percent of what is bought. */
const SIZE_LESS_FEE = '0.4995'
const PASSWORD = 'a-password-of-this-test'
const FILL_MS_MAX = 30_000
/** The paper accounts are proven every fifteen seconds. */
const PROOF_MS_MAX = 45_000

type Books = {
  readonly items: readonly { readonly state: string; readonly lastProvenAt: number | null }[]
}

type Positions = {
  readonly items: readonly { readonly instrumentId: string; readonly quantity: string }[]
}

test('an order goes from the ticket to a fill, a position, and books that match', async ({
  openAs,
}) => {
  test.setTimeout(240_000)
  const page = await openAs('stranger')
  await signIn(page, demoUser('TRADER'))
  const client = await firstClient(page)
  const before = await positionQuantity(page, client.id)

  await test.step('it is placed and fills', async () => {
    const sent = await sendFromTicket(page, {
      market: MARKET,
      client: client.name,
      side: 'Buy',
      size: SIZE,
    })
    await expect(sent).toContainText('Filled', { timeout: FILL_MS_MAX })
  })
  const filledAt = Date.now()

  await test.step('the position is there and its profit moves with the market', async () => {
    await page.getByRole('link', { name: 'Positions' }).click()
    const positions = page.getByRole('table', { name: 'Open positions' })
    const row = positions
      .getByRole('row')
      .filter({ hasText: 'ETH' })
      .filter({ hasText: client.name })
    const now = quantityOf(before + parseQuantity(SIZE_LESS_FEE))
    await expect(row).toContainText(`${formatDecimal(now)} ETH`)
    const profit = row.locator('[data-label="Unrealised"]')
    await expect(profit).toContainText(/\d/)
    await expect(profit).not.toHaveText((await profit.textContent()) ?? '', {
      timeout: PROOF_MS_MAX,
    })
  })

  await test.step('the books are proven again after the fill', async () => {
    await expect(async () => {
      const { items } = await readApi<Books>(page, `books?clientId=${client.id}`)
      expect(items.map(({ state }) => state)).toEqual(items.map(() => 'PROVEN'))
      for (const { lastProvenAt } of items) expect(lastProvenAt).toBeGreaterThan(filledAt)
    }).toPass({ timeout: PROOF_MS_MAX })
    await expect(page.getByRole('link', { name: /Books match/ })).toBeVisible()
  })

  await test.step('another one rests until it is canceled', async () => {
    const { limitPrice, quantity } = await restingTerms(page, INSTRUMENT, '100')
    const sent = await sendFromTicket(page, {
      market: MARKET,
      client: client.name,
      side: 'Buy',
      size: quantity,
      limitPrice,
    })
    await expect(sent).toContainText('Working', { timeout: FILL_MS_MAX })
    await page.getByRole('link', { name: 'Orders' }).click()
    const open = page.getByRole('table', { name: 'Open orders' })
    const row = open.getByRole('row').filter({ hasText: quantity })
    await row.getByRole('button', { name: 'Cancel' }).click()
    await expect(row).toHaveCount(0)
    await page.getByRole('link', { name: 'History' }).click()
    const past = page.getByRole('table', { name: 'Past orders' }).getByRole('row')
    await expect(past.filter({ hasText: quantity }).first()).toContainText('Canceled')
  })
})

test('an invited person sees their own client and nothing else, by page and by API', async ({
  openAs,
}) => {
  test.setTimeout(240_000)
  const admin = await openAs('ADMIN')
  const name = `Harbour ${Date.now() % 100_000}`
  const email = `reader-${Date.now()}@example.test`

  await test.step('an administrator adds a client and its paper account', async () => {
    await admin.goto('/admin/clients')
    await admin.getByRole('button', { name: 'New client' }).click()
    await admin.getByRole('dialog').getByLabel('Name').fill(name)
    await admin.getByRole('button', { name: 'Take on' }).click()
    await admin.getByRole('link', { name, exact: true }).click()
    await admin.getByRole('button', { name: 'Paper account' }).click()
    await admin.getByRole('dialog').getByLabel('Name').fill('Quiet')
    await admin.getByRole('button', { name: 'Open paper account' }).click()
    const account = admin.getByRole('table', { name: 'Accounts' }).getByRole('row')
    await expect(account.filter({ hasText: 'Quiet' })).toContainText('CONNECTED', {
      timeout: FILL_MS_MAX,
    })
  })

  const link = await test.step('and invites a person who may only read it', async () => {
    await admin.goto('/admin/people')
    await admin.getByRole('button', { name: 'Invite' }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel('E-mail address').fill(email)
    await dialog.getByLabel('Role').selectOption('VIEWER')
    await dialog.getByLabel('Sees').selectOption({ label: `${name} only` })
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    return dialog.getByLabel('Link').inputValue()
  })

  const reader = await openAs('stranger')
  await test.step('the person joins by the link and signs in', async () => {
    await reader.goto(link)
    await reader.getByLabel('Your name').fill('A Reader')
    await reader.getByLabel('Password').fill(PASSWORD)
    await reader.getByRole('button', { name: /^Join / }).click()
    await reader.getByLabel('E-mail address').waitFor()
    await signIn(reader, { email, password: PASSWORD })
    await expect(reader).toHaveURL(/\/client\/cli_/)
    await expect(reader.getByText(name).first()).toBeVisible()
  })

  await test.step('and finds that no other client exists', async () => {
    const foreign = await firstClient(admin)
    const clients = await readApi<{ items: readonly WireClient[] }>(reader, 'clients')
    expect(clients.items.map((client) => client.name)).toEqual([name])
    await expectNothingOf(reader, admin, foreign)
  })
})

test('the demo’s viewer changes nothing, whatever they ask of the API', async ({ openAs }) => {
  const viewer = await openAs('VIEWER')
  await viewer.goto('/')
  const own = await tradingAccount(viewer, demoUser('VIEWER').clientId)
  const order = await restingOrder(viewer, own, INSTRUMENT)
  const refused = [
    { path: 'orders', body: order },
    { path: 'orders/batch', body: { orders: [order] } },
    { path: `accounts/${own.id}/pause`, body: { reason: null } },
    { path: `accounts/${own.id}/cancel-all`, method: 'POST' },
    { path: 'clients', body: { name: 'Mine' } },
    { path: `clients/${own.clientId}`, body: { name: 'Mine' }, method: 'PATCH' },
    { path: 'people/invites', body: { email: 'x@example.test', role: 'ADMIN', clientId: null } },
    { path: 'people' },
    { path: 'system' },
  ]
  for (const request of refused) {
    const response = await callApi(viewer, request)
    expect(response.status(), request.path).toBe(403)
    expect(await response.json()).toMatchObject({ error: { code: 'FORBIDDEN' } })
  }
})

async function positionQuantity(page: Page, clientId: string): Promise<bigint> {
  const { items } = await readApi<Positions>(page, `positions?clientId=${clientId}`)
  const position = items.find(({ instrumentId }) => instrumentId === INSTRUMENT)
  return parseQuantity(position?.quantity ?? '0')
}

async function firstClient(page: Page): Promise<WireClient> {
  const { items } = await readApi<{ items: readonly WireClient[] }>(page, 'clients')
  const wanted = demoUser('VIEWER').clientId
  const client = items.find(({ id }) => id === wanted)
  if (client === undefined) throw new Error('the demo has no first client')
  return client
}

/** What belongs to another client answers exactly as what does not exist. */
async function expectNothingOf(reader: Page, admin: Page, foreign: WireClient): Promise<void> {
  const account = await tradingAccount(admin, foreign.id)
  const placed = await callApi(admin, {
    path: 'orders',
    body: await restingOrder(admin, account, 'sim:SOL-USDT'),
  })
  expect(placed.status()).toBe(201)
  const { id } = await placed.json()
  expect((await callApi(reader, { path: `orders/${id}` })).status()).toBe(404)
  expect((await callApi(reader, { path: `orders/${id}/cancel`, method: 'POST' })).status()).toBe(
    403,
  )
  for (const list of ['accounts', 'orders', 'fills', 'positions', 'balances', 'books']) {
    const path = `${list}?clientId=${foreign.id}`
    const response = await callApi(reader, { path })
    const text = await response.text()
    expect(text, path).not.toContain(foreign.name)
    expect(text, path).not.toContain(account.id)
  }
  expect((await reader.request.get(`/client/${foreign.id}`)).status()).toBe(404)
  expect((await callApi(admin, { path: `orders/${id}/cancel`, method: 'POST' })).status()).toBe(200)
}
