import { afterAll, expect, test } from 'vitest'
import { createClient, createFirm } from '#test/builders/firm.ts'
import { testDatabase } from '#test/database.ts'
import { memberContext, signedIn, testWebHouse } from '#test/web-house.ts'
import { createAlertChannel } from './create-channel.ts'
import { redeliver } from './dead-letters.ts'
import { listAlertChannels } from './list-channels.ts'
import { removeAlertChannel } from './remove-channel.ts'
import { updateAlertChannel } from './update-channel.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})
const firm = await createFirm(house.database)
const { organizationId } = firm
const member = async (role: 'ADMIN' | 'TRADER' | 'VIEWER', clientId?: string) =>
  memberContext(
    house,
    await signedIn(house, {
      organizationId,
      role,
      ...(clientId === undefined ? {} : { clientId }),
    }),
  )
const admin = await member('ADMIN')
const trader = await member('TRADER')

const rules = { severityMin: 'ticket', quiet: null, timeZone: 'UTC', digestMinutes: 0 } as const
const webhook = (owner: 'firm' | 'me', url = 'https://hook.example/') => ({
  ...rules,
  owner,
  name: 'Hook',
  target: { kind: 'webhook' as const, url },
})
const names = async (ctx: typeof admin) =>
  (await listAlertChannels(ctx)).items.map(({ owner, name }) => `${owner} ${name}`)

test('the firm’s channels are its administrators’, and everybody of the firm sees them', async () => {
  const { channel } = await createAlertChannel(admin, webhook('firm'))
  const input = { channelId: channel.id, isEnabled: false }
  for (const act of [
    createAlertChannel(trader, webhook('firm')),
    updateAlertChannel(trader, input),
  ]) {
    await expect(act).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
  expect(await names(trader)).toContain('firm Hook')
  expect(await updateAlertChannel(admin, input)).toMatchObject({ isEnabled: false, name: 'Hook' })
})

test('a person’s own channel is there for nobody else', async () => {
  const { channel } = await createAlertChannel(trader, webhook('me'))
  expect(await names(trader)).toContain('me Hook')
  expect(await names(admin)).not.toContain('me Hook')
  const act = updateAlertChannel(admin, { channelId: channel.id, isEnabled: false })
  await expect(act).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await removeAlertChannel(trader, { channelId: channel.id })
  expect(await names(trader)).not.toContain('me Hook')
})

test('a person bound to a client is told nothing of the firm', async () => {
  const bound = await member('VIEWER', await createClient(firm, 'Bound'))
  await expect(createAlertChannel(bound, webhook('me'))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  expect(await names(bound)).toEqual([])
})

test('an address within the house is refused before anything is written', async () => {
  const act = createAlertChannel(admin, webhook('firm', 'https://169.254.169.254/latest/meta-data'))
  await expect(act).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
})

test('a signing key is shown once and kept sealed', async () => {
  const { channel, signingKey } = await createAlertChannel(admin, webhook('firm'))
  expect(signingKey).toMatch(/^[\w-]{43}$/)
  const [row] = await firm.db.read((tx) =>
    tx.query<{ secret: Buffer }>({
      text: 'SELECT secret FROM alert_channel WHERE id = $1',
      values: [channel.id],
    }),
  )
  expect(row?.secret.includes(signingKey ?? '')).toBe(false)
  const opened = house.alerts.vault.open(row?.secret ?? Buffer.of(), {
    organizationId,
    channelId: channel.id,
  })
  expect(opened).toBe(signingKey)
})

test('a message that never was is not delivered again', async () => {
  const act = redeliver(admin, { deliveryId: admin.actor.id })
  await expect(act).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
