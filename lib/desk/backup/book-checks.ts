import type pg from 'pg'

/** What every whole database says of itself, each a question that must have no answer. */
const CHECKS: Readonly<Record<string, string>> = {
  'a ledger transaction does not sum to zero': `SELECT transaction_id AS subject FROM posting
    GROUP BY transaction_id, asset HAVING sum(amount) <> 0`,
  'a balance is not the sum of its postings': `SELECT book_id || ' ' || asset || ' ' || kind AS subject
    FROM ledger_balance b FULL JOIN (
      SELECT book_id, asset, kind, sum(amount) AS amount FROM posting GROUP BY 1, 2, 3
    ) p USING (book_id, asset, kind)
    WHERE coalesce(b.amount, 0) <> coalesce(p.amount, 0)`,
  'a position is not the sum of its fills': `SELECT book_id || ' ' || instrument_id AS subject
    FROM position p FULL JOIN (
      SELECT book_id, instrument_id, sum(CASE side WHEN 'buy' THEN quantity ELSE -quantity END
          - CASE WHEN fee_asset = i.base THEN fee_amount ELSE 0 END) AS quantity
      FROM fill JOIN instrument i ON i.id = instrument_id GROUP BY 1, 2
    ) f USING (book_id, instrument_id)
    WHERE coalesce(p.quantity, 0) <> coalesce(f.quantity, 0)`,
  'an order is not filled by what its fills say': `SELECT o.id::text AS subject FROM "order" o
    JOIN (SELECT order_id, sum(quantity) AS quantity FROM fill GROUP BY 1) f ON f.order_id = o.id
    WHERE o.filled_quantity <> f.quantity`,
}
const SUBJECTS_SHOWN = 3

/**
 * Asks the database whether its books are whole, across all firms: the role must see them all. Answers a
 * sentence for each rule that does not hold, and nothing for a whole database.
 */
export async function checkBooks(client: pg.ClientBase): Promise<readonly string[]> {
  const complaints: string[] = []
  for (const [rule, question] of Object.entries(CHECKS)) {
    const { rows } = await client.query<{ subject: string }>(`${question} LIMIT 1000`)
    if (rows.length === 0) continue
    const shown = rows.slice(0, SUBJECTS_SHOWN).map(({ subject }) => subject)
    complaints.push(`${rule} (${rows.length} times): ${shown.join(', ')}`)
  }
  return complaints
}
