import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { openKeyVault } from '#adapters/secrets/open-key-vault.ts'
import { openSealer } from '#adapters/secrets/seal.ts'
import { venueSheetOf } from '#adapters/venues/ccxt/capabilities.ts'
import { openVenues } from '#adapters/venues/open-venues.ts'
import { openPaperDesk } from '#adapters/venues/paper-desk.ts'
import { venueIdOf } from '#core/market/instrument.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { createClient, createFirm } from '#test/builders/firm.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { silentLog } from '#test/silent-log.ts'
import { startExchange } from '#test/start-exchange.ts'
import { makeEffect } from '#usecases/make-effect.ts'
import { syncInstruments } from '#usecases/market/sync-instruments.ts'
import { bringUpAccount } from './bring-up-account.ts'
import { connectAccount } from './connect-account.ts'
import type { ConnectionContext } from './connection-context.ts'

const exchange = await startExchange()
const { database } = await openTestDatabase()
afterAll(() => exchange.stop())

const firm = await createFirm(database)
const clientId = await createClient(firm)
const sim = venueIdOf('sim')
const venues = openVenues({ simulatedUrl: exchange.restUrl, clock: systemClock, log: silentLog })
const sheet = venueSheetOf(sim)
if (sheet === null) throw new Error('expected a sheet of sim')
await syncInstruments(
  { database, clock: systemClock },
  {
    venue: { id: sim, name: sheet.name, kind: sheet.kind },
    publicVenue: await venues.openVenuePublic(sim),
  },
)

const pair = generateKeyPairSync('x25519', {
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
})
const sealer = openSealer(pair.publicKey.toString('base64url'))
const ctx: ConnectionContext = {
  db: firm.db,
  clock: systemClock,
  dice: systemDice,
  log: silentLog,
  vault: openKeyVault({
    privateKey: pair.privateKey.toString('base64url'),
    encryptionKey: randomBytes(32).toString('base64url'),
  }),
  paperDesk: openPaperDesk(exchange.controlUrl),
  mayTradeLive: false,
  openVenue: ({ venueId, mode }, { apiKey, apiSecret }) =>
    venues.openVenue({ venueId, mode, key: { apiKey, apiSecret } }),
}
const web = {
  clock: systemClock,
  dice: systemDice,
  sealer,
  effect: makeEffect({
    db: firm.db,
    clock: systemClock,
    dice: systemDice,
    actor: { kind: 'person', id: systemDice.uuid(), role: 'ADMIN', clientId: null },
    requestId: 'test',
  }),
}

/** An account as web leaves it: nothing at the venue yet. */
async function aNewAccount(mode: 'paper' | 'testnet'): Promise<string> {
  const accountId = systemDice.uuid()
  await firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO account (id, organization_id, client_id, venue_id, name, mode, status, trading_state,
          created_at) VALUES ($1::uuid, $2, $3, 'sim', $1::text, $4, 'CONNECTING', 'ACTIVE', now())`,
      values: [accountId, firm.organizationId, clientId, mode],
    }),
  )
  return accountId
}

async function bringUp(accountId: string) {
  const result = await bringUpAccount(ctx, accountId)
  if (result.kind === 'ready') await result.venue.close()
  return result
}

async function rowsOf(text: string, accountId: string) {
  return firm.db.read((tx) => tx.query({ text, values: [accountId] }))
}
const accountOf = async (accountId: string) =>
  (await rowsOf('SELECT status, status_reason FROM account WHERE id = $1', accountId))[0]
const keysOf = (accountId: string) =>
  rowsOf('SELECT state, hint, reason, secret FROM venue_key WHERE account_id = $1', accountId)
const balancesOf = (accountId: string) =>
  rowsOf(
    `SELECT asset, trim_scale(amount)::text AS amount FROM ledger_balance
     WHERE account_id = $1 AND kind = 'available' ORDER BY asset`,
    accountId,
  )

/** A key at the exchange for an account that holds some money, entered by a person. */
async function connected(rights: { canTrade?: boolean; canWithdraw?: boolean }) {
  const key = await exchange.control.openAccount({ ...rights, balances: { USDT: '250.5' } })
  const accountId = await aNewAccount('testnet')
  await connectAccount(web, {
    accountId,
    apiKey: key.apiKey,
    secret: key.apiSecret,
    passphrase: null,
  })
  return { accountId, key }
}

test('a paper account gets a venue account of its own, and its books begin with what that holds', async () => {
  const accountId = await aNewAccount('paper')
  expect(await bringUp(accountId)).toMatchObject({ kind: 'ready' })
  expect(await accountOf(accountId)).toEqual({ status: 'CONNECTED', status_reason: null })
  expect(await balancesOf(accountId)).toEqual([
    { asset: 'BNB', amount: '5' },
    { asset: 'BTC', amount: '1' },
    { asset: 'ETH', amount: '10' },
    { asset: 'USDT', amount: '100000' },
  ])
  expect(
    await rowsOf('SELECT kind FROM book WHERE account_id = $1 ORDER BY kind', accountId),
  ).toEqual([{ kind: 'EXTERNAL' }, { kind: 'MANUAL' }])
})

test('bringing an account up again opens nothing twice', async () => {
  const accountId = await aNewAccount('paper')
  await bringUp(accountId)
  const before = await balancesOf(accountId)
  await bringUp(accountId)
  expect(await balancesOf(accountId)).toEqual(before)
  expect(await keysOf(accountId)).toHaveLength(1)
})

test('an account without a key waits for one', async () => {
  expect(await bringUp(await aNewAccount('testnet'))).toEqual({ kind: 'waiting' })
})

test('a key that a person enters is sealed, verified and kept where nobody reads it', async () => {
  const { accountId, key } = await connected({})
  expect(await keysOf(accountId)).toMatchObject([{ state: 'SEALED' }])
  expect(await bringUp(accountId)).toMatchObject({ kind: 'ready' })
  expect(await accountOf(accountId)).toEqual({ status: 'CONNECTED', status_reason: null })
  const [kept] = await keysOf(accountId)
  expect(kept).toMatchObject({ state: 'ACTIVE', hint: `…${key.apiKey.slice(-4)}` })
  const bytes = String(kept?.['secret'])
  expect([key.apiKey, key.apiSecret].some((text) => bytes.includes(text))).toBe(false)
  expect(await balancesOf(accountId)).toEqual([{ asset: 'USDT', amount: '250.5' }])
})

test('a key that may withdraw is refused, says why, and is forgotten', async () => {
  const { accountId } = await connected({ canWithdraw: true })
  expect(await bringUp(accountId)).toMatchObject({ kind: 'refused' })
  expect(await accountOf(accountId)).toMatchObject({
    status: 'REFUSED',
    status_reason: expect.stringContaining('may withdraw'),
  })
  expect(await keysOf(accountId)).toMatchObject([
    { state: 'REFUSED', reason: expect.stringContaining('may withdraw'), secret: Buffer.alloc(0) },
  ])
})

test('a key that the venue does not know is refused, and the next one may be right', async () => {
  const accountId = await aNewAccount('testnet')
  const wrong = { accountId, apiKey: 'x'.repeat(64), secret: 'y'.repeat(64), passphrase: null }
  await connectAccount(web, wrong)
  expect(await bringUp(accountId)).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('does not accept'),
  })
  const key = await exchange.control.openAccount({ balances: { USDT: '1' } })
  await connectAccount(web, { ...wrong, apiKey: key.apiKey, secret: key.apiSecret })
  expect(await bringUp(accountId)).toMatchObject({ kind: 'ready' })
})

test('a venue that does not answer decides nothing about a key', async () => {
  const { accountId } = await connected({})
  const fault = await exchange.control.plantFault({ kind: 'http-error', status: 503 })
  await expect(bringUp(accountId)).rejects.toMatchObject({ code: 'VENUE_UNREACHABLE' })
  expect(await accountOf(accountId)).toMatchObject({ status: 'CONNECTING' })
  expect(await keysOf(accountId)).toMatchObject([{ state: 'VERIFYING' }])
  await exchange.control.removeFault(fault.id)
  expect(await bringUp(accountId)).toMatchObject({ kind: 'ready' })
})
