import type { UnixMs } from '#core/time/time.ts'
import { systemDice } from '#runtime/system-dice.ts'
import type { TestAccount, TestFirm } from './firm.ts'

/** One reconciliation run that took a second. */
export async function insertReconciliation(
  firm: TestFirm,
  account: TestAccount,
  run: {
    readonly outcome: 'PROVEN' | 'SUSPECT' | 'BROKEN' | 'FAILED'
    readonly finishedAt: UnixMs
  },
): Promise<void> {
  await firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO reconciliation (id, organization_id, client_id, account_id, started_at, finished_at,
          outcome, detail)
        VALUES ($1, $2, $3, $4, to_timestamp($5::float8 / 1000 - 1), to_timestamp($5::float8 / 1000), $6, '{}')`,
      values: [systemDice.uuid(), ...ownerOf(account), run.finishedAt, run.outcome],
    }),
  )
}

/** A balance of an asset that disagrees by one. */
export async function insertBreak(
  firm: TestFirm,
  account: TestAccount,
  found: {
    readonly state: 'SUSPECT' | 'OPEN' | 'UNRESOLVED' | 'RESOLVED'
    readonly asset: string
    readonly cause?: string
    readonly firstSeenAt: UnixMs
  },
): Promise<void> {
  await firm.db.write((tx) =>
    tx.query({
      text: `INSERT INTO "break" (id, organization_id, client_id, account_id, subject, cause, state, asset, ours,
          theirs, evidence, reads, clean_reads, first_seen_at, last_seen_at)
        VALUES ($1, $2, $3, $4, 'balance:' || $5::text, $6, $7, $5, 1, 2, '{}', 1, 0,
          to_timestamp($8::float8 / 1000), to_timestamp($8::float8 / 1000))`,
      values: [
        systemDice.uuid(),
        ...ownerOf(account),
        found.asset,
        found.cause ?? 'WRONG_BALANCE',
        found.state,
        found.firstSeenAt,
      ],
    }),
  )
}

function ownerOf({ organizationId, clientId, accountId }: TestAccount): string[] {
  return [organizationId, clientId, accountId]
}
