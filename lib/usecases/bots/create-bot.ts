import { AppError } from '#api/app-error.ts'
import type { createBot as endpoint } from '#api/bots.ts'
import type { BotView } from '#api/codecs/bot.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import { assert } from '#core/assert.ts'
import { postingsForBookTransfer } from '#core/ledger/postings-for-transfer.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { formatDecimal, isAbove, isBelow } from '#core/money/money.ts'
import { type ConnectingAccount, readConnectingAccount } from '#store/account-connection.ts'
import { insertBot, readBot } from '#store/bots.ts'
import { writeAccountChanges } from '#store/order-path-write.ts'
import { readAvailable } from '#store/read-available.ts'
import { readInstruments } from '#store/read-instruments.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'
import { balanceNews } from '#usecases/orders/account-news.ts'
import { notFound } from '#usecases/require-visible.ts'
import { parametersOf, refused, strategyOf } from '#usecases/research/asked-terms.ts'

type Input = HandlerInput<typeof endpoint>

/**
 * Makes a bot, stopped, with a book of its own, and moves what it may spend there from the manual book: it can
 * lose no more. Refuses what cannot be run, by name, and every account that is not a paper account.
 */
export function createBot(
  ctx: Pick<Context, 'effect' | 'clock' | 'dice' | 'actor'>,
  input: Input,
): Promise<BotView> {
  const strategy = strategyOf(input.strategy)
  const parameters = parametersOf(strategy, input.parameters ?? {})
  const fault = strategy.check(parameters)
  if (fault !== null) throw refused('parameters', fault)
  if (parameters['direction'] === 'both') {
    throw refused('parameters.direction', 'expected long: a bot trades what it can own')
  }
  const { accountId, name, instrumentId, timeframe, cash, quantity } = input
  const audit = ({ id }: BotView) => ({
    action: 'bot.create',
    targetKind: 'bot',
    targetId: id,
    data: { accountId, instrumentId, strategy: strategy.name, cash: formatDecimal(cash) },
  })
  return ctx.effect({ accountId, audit }, async (tx) => {
    const account = await paperAccount(tx, accountId)
    const instrument = await tradable(tx, account, input)
    const at = ctx.clock.now()
    const [id, bookId] = [ctx.dice.uuid(), ctx.dice.uuid()]
    const terms = { name, instrumentId, timeframe, strategy: strategy.name, parameters }
    const made = { id, bookId, createdBy: ctx.actor.id, account, ...terms, cash, quantity, at }
    if (!(await insertBot(tx, made))) throw nameTaken(name)
    const funding = { account, instrument, bookId, name, cash, at }
    await fund(tx, { ...funding, transactionId: ctx.dice.uuid() })
    const bot = await readBot(tx, id)
    assert(bot !== null, 'a bot that was just made is there')
    return bot
  })
}

async function paperAccount(tx: Tx, accountId: string): Promise<ConnectingAccount> {
  const account = await readConnectingAccount(tx, accountId)
  if (account === null) throw notFound()
  const { mode, status, name } = account
  if (mode !== 'paper') {
    throw refused('accountId', `expected a paper account, found ${name}, which is ${mode}`)
  }
  if (status !== 'CONNECTED') {
    throw refused('accountId', `expected a connected account, found ${name}, which is ${status}`)
  }
  return account
}

async function tradable(
  tx: Tx,
  { venueId }: ConnectingAccount,
  { instrumentId, quantity }: Input,
): Promise<Instrument> {
  const listed = await readInstruments(tx, { venueId })
  const instrument = listed.find(({ id }) => id === instrumentId)
  if (instrument === undefined) throw refused('instrumentId', `expected one of ${venueId}`)
  const { quantityMin, quantityMax, quantityLot } = instrument
  if (isBelow(quantity, quantityMin) || isAbove(quantity, quantityMax)) {
    const band = `${formatDecimal(quantityMin)} to ${formatDecimal(quantityMax)}`
    throw refused('quantity', `expected ${band}, found ${formatDecimal(quantity)}`)
  }
  if (quantity % quantityLot !== 0n) {
    throw refused('quantity', `expected whole steps of ${formatDecimal(quantityLot)}`)
  }
  return instrument
}

type Funding = Pick<Input, 'cash' | 'name'> & {
  readonly account: ConnectingAccount
  readonly instrument: Instrument
  readonly bookId: string
  readonly at: ReturnType<Context['clock']['now']>
  readonly transactionId: string
}

/** Money that moves between two books of one account: what the venue holds stays the same. */
async function fund(tx: Tx, funding: Funding): Promise<void> {
  const { account, instrument, bookId, name, cash, at, transactionId } = funding
  const { manualBookId } = account
  assert(manualBookId !== null, 'a connected account has a manual book')
  const asset = instrument.quote
  const available = await readAvailable(tx, { bookId: manualBookId, asset })
  if (isBelow(available, cash)) {
    throw refused('cash', `expected at most the ${formatDecimal(available)} ${asset} available`)
  }
  const transfer = { sourceBookId: manualBookId, targetBookId: bookId, asset, amount: cash }
  await writeAccountChanges(tx, {
    account,
    at,
    ledger: [
      {
        id: transactionId,
        kind: 'transfer',
        reference: `book:${bookId}`,
        note: `to the bot ${name}`,
        effectiveAt: at,
        postings: postingsForBookTransfer(transfer),
      },
    ],
    events: [balanceNews(manualBookId, [asset]), balanceNews(bookId, [asset])],
  })
}

function nameTaken(name: string): AppError {
  return new AppError('CONFLICT', {
    public: `There is a book named "${name}" on this account already: choose another name.`,
  })
}
