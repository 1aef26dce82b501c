import type { Posting } from '#core/ledger/posting.ts'
import { assetIdOf } from '#core/market/instrument.ts'
import { formatDecimal, negate, parseAmount } from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'
import { systemDice } from '#runtime/system-dice.ts'
import type { TestAccount, TestFirm } from './firm.ts'

export type TestTransaction = {
  readonly kind: 'hold' | 'release' | 'fill' | 'transfer' | 'adjustment'
  readonly reference?: string
  readonly note?: string
  readonly effectiveAt: UnixMs
  readonly postings: readonly Posting[]
}

/** Books ledger transactions, all of them or none; the balances follow as in production. */
export function bookTransactions(
  firm: TestFirm,
  account: TestAccount,
  transactions: readonly TestTransaction[],
): Promise<void> {
  const booked = transactions.map((transaction) => ({ ...transaction, id: systemDice.uuid() }))
  const lines = booked.flatMap(({ id, postings }) =>
    postings.map((posting, line) => ({ id, line, posting })),
  )
  const owner = [account.organizationId, account.clientId, account.accountId]
  return firm.db.write(async (tx) => {
    await tx.query({
      text: `INSERT INTO ledger_transaction (organization_id, client_id, account_id, id, kind, reference, note,
          effective_at, created_at)
        SELECT $1, $2, $3, t.id, t.kind, t.reference, t.note, to_timestamp(t.at / 1000), to_timestamp(t.at / 1000)
          FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::float8[])
            AS t (id, kind, reference, note, at)`,
      values: [
        ...owner,
        booked.map(({ id }) => id),
        booked.map(({ kind }) => kind),
        booked.map(({ id, reference }) => reference ?? id),
        booked.map(({ note }) => note ?? null),
        booked.map(({ effectiveAt }) => effectiveAt),
      ],
    })
    await tx.query({
      text: `INSERT INTO posting (organization_id, client_id, account_id, transaction_id, line, book_id, asset,
          kind, amount)
        SELECT $1, $2, $3, p.* FROM unnest($4::uuid[], $5::int[], $6::uuid[], $7::text[], $8::text[],
          $9::numeric[]) AS p`,
      values: [
        ...owner,
        lines.map(({ id }) => id),
        lines.map(({ line }) => line),
        lines.map(({ posting }) => posting.bookId),
        lines.map(({ posting }) => posting.asset),
        lines.map(({ posting }) => posting.kind),
        lines.map(({ posting }) => formatDecimal(posting.amount)),
      ],
    })
  })
}

/** Money that came in from outside: `{ USDT: '10000' }`, into the book of the account that is named. */
export async function deposit(
  firm: TestFirm,
  { bookId, ...account }: TestAccount,
  amounts: Readonly<Record<string, string>>,
  effectiveAt: UnixMs,
): Promise<void> {
  const postings = Object.entries(amounts).flatMap(([name, text]) => {
    const asset = assetIdOf(name)
    const amount = parseAmount(text)
    return [
      { bookId, asset, kind: 'available', amount } as const,
      { bookId, asset, kind: 'transferIn', amount: negate(amount) } as const,
    ]
  })
  await bookTransactions(firm, { bookId, ...account }, [
    { kind: 'transfer', effectiveAt, postings },
  ])
}
