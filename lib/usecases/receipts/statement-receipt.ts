import type { ReceiptView } from '#api/codecs/receipt.ts'
import type { ReceiptSubject } from '#api/codecs/receipt-subject.ts'
import { readPostings } from '#store/read-evidence.ts'
import { readLedgerChange } from '#store/read-ledger-history.ts'
import { readBookOwner } from '#store/read-receipt-names.ts'
import type { Tx } from '#store/transaction.ts'
import type { Moment } from '#usecases/as-of/moment.ts'
import { notFound } from '#usecases/require-visible.ts'
import { ledgerLine } from './balance-history.ts'
import { buildReceipt, plus } from './build-receipt.ts'

const KIND_WORDS = { available: 'available', held: 'held for orders' } as const

/** The receipt of a statement's line: what one transaction did to what a book owns of an asset. */
export async function statementReceipt(
  tx: Tx,
  moment: Moment,
  subject: Extract<ReceiptSubject, { kind: 'statement.line' }>,
): Promise<ReceiptView> {
  const { bookId, asset, transactionId } = subject
  const owner = await readBookOwner(tx, bookId)
  if (owner === null) throw notFound()
  const { accountId } = owner
  const change = await readLedgerChange(tx, { accountId, asset, transactionId })
  if (change === null) throw notFound()
  const postings = (await readPostings(tx, [transactionId])).get(transactionId) ?? []
  const own = postings.flatMap((posting) =>
    posting.bookId === bookId &&
    posting.asset === asset &&
    (posting.kind === 'available' || posting.kind === 'held')
      ? [plus({ label: KIND_WORDS[posting.kind], value: posting.amount, unit: asset })]
      : [],
  )
  return buildReceipt(moment, {
    subject,
    title: 'Change of what is owned',
    about: `${asset} · ${owner.text}`,
    unit: asset,
    terms: own,
    history: {
      title: 'The ledger transaction',
      unit: asset,
      earlier: null,
      lines: [ledgerLine(change, change.change, postings)],
    },
  })
}
