import { assertBalanced } from '#core/ledger/posting.ts'
import { formatDecimal } from '#core/money/money.ts'
import { toIso } from '#core/time/time.ts'
import { type ChangePart, ownerColumns } from './change-part.ts'

const TRANSACTION = `id, organization_id, client_id, account_id, kind, reference, note, effective_at, created_at`
const POSTING = `transaction_id, line, organization_id, client_id, account_id, book_id, asset, kind, amount`

export const LEDGER_TRANSACTIONS: ChangePart = {
  name: 'ledger',
  rowsOf: ({ account, at, ledger = [] }) =>
    ledger.map(({ id, kind, reference, note, effectiveAt }) => ({
      ...ownerColumns(account),
      id,
      kind,
      reference,
      note,
      effective_at: toIso(effectiveAt),
      created_at: toIso(at),
    })),
  text: (rows) => `INSERT INTO ledger_transaction (${TRANSACTION})
    SELECT ${TRANSACTION} FROM jsonb_populate_recordset(NULL::ledger_transaction, ${rows})`,
}

/** The balances follow by trigger; that each transaction sums to zero is checked again at commit. */
export const POSTINGS: ChangePart = {
  name: 'postings',
  rowsOf: ({ account, ledger = [] }) =>
    ledger.flatMap(({ id, postings }) => {
      assertBalanced(postings)
      return postings.map(({ bookId, asset, kind, amount }, line) => ({
        ...ownerColumns(account),
        transaction_id: id,
        line,
        book_id: bookId,
        asset,
        kind,
        amount: formatDecimal(amount),
      }))
    }),
  text: (rows) => `INSERT INTO posting (${POSTING})
    SELECT ${POSTING} FROM jsonb_populate_recordset(NULL::posting, ${rows})`,
}
