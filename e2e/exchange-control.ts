import { fromWireId } from '#api/codecs/id.ts'
import { deskState } from './desk.ts'

type ExchangeAccount = { readonly accountId: number; readonly name: string }
type AccountState = { readonly balances: Readonly<Record<string, { readonly free: string }>> }

/** The other side of the simulated exchange's counter: plants misbehaviour and tells the truth. */
export async function controlExchange<T>(
  path: string,
  { method = 'GET', body }: { readonly method?: string; readonly body?: unknown } = {},
): Promise<T> {
  const port = deskState().services.exchange?.ports['control']
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json() as Promise<T>
}

/** What the exchange calls one of our paper accounts: it is named after ours. */
export async function exchangeAccountOf(wireId: string): Promise<number> {
  const ours = fromWireId('account', wireId)
  const accounts = await controlExchange<readonly ExchangeAccount[]>('/accounts')
  const found = accounts.find(({ name }) => name === ours)
  if (found === undefined) throw new Error(`the exchange has no account of ${wireId}`)
  return found.accountId
}

/** What the exchange holds free of an asset, as it was before `free` replaced it. */
export async function setBalance(account: number, asset: string, free: string): Promise<string> {
  const { balances } = await controlExchange<AccountState>(`/accounts/${account}/state`)
  await controlExchange(`/accounts/${account}/set-balance`, {
    method: 'POST',
    body: { asset, free },
  })
  return balances[asset]?.free ?? '0'
}
