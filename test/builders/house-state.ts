import type { InstrumentId } from '#core/market/instrument.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import { systemDice } from '#runtime/system-dice.ts'
import type { ScopedDatabase } from '#store/database.ts'
import { createClientWithAccount, createFirm, type TestAccount, type TestFirm } from './firm.ts'
import { quoteMarket } from './market.ts'
import type { OpenTestDatabase } from './open-test-database.ts'
import { insertBreak } from './proof.ts'

/** A house whose state a test makes good or bad, one thing at a time. */
export class HouseState {
  readonly #test: OpenTestDatabase
  readonly #instrumentId: InstrumentId
  readonly #channelId = systemDice.uuid()
  readonly firm: TestFirm
  readonly account: TestAccount

  private constructor(
    test: OpenTestDatabase,
    instrumentId: InstrumentId,
    { firm, account }: { readonly firm: TestFirm; readonly account: TestAccount },
  ) {
    this.#test = test
    this.#instrumentId = instrumentId
    this.firm = firm
    this.account = account
  }

  /** A new firm with one account, of which everything is well. */
  static async open(test: OpenTestDatabase, instrumentId: InstrumentId): Promise<HouseState> {
    const firm = await createFirm(test.database)
    const account = await createClientWithAccount(firm)
    const state = new HouseState(test, instrumentId, { firm, account })
    await state.heal()
    return state
  }

  /** Everything is well again. */
  async heal(): Promise<void> {
    await this.#asOwner('DELETE FROM process_heartbeat')
    await this.#asOwner('DELETE FROM process_metrics')
    await this.#asOwner('DELETE FROM alert_delivery WHERE channel_id = $1', [this.#channelId])
    await this.write(`WITH closed AS (UPDATE "break" SET state = 'RESOLVED' WHERE state <> 'RESOLVED'),
        ended AS (UPDATE "order" SET state = 'NOT_PLACED' WHERE state <> 'NOT_PLACED'),
        cleared AS (UPDATE alert SET cleared_at = raised_at WHERE cleared_at IS NULL)
      UPDATE kill_run SET released_at = now() WHERE released_at IS NULL`)
    await this.beat()
    await this.quote(this.ago(0))
    await this.backUp(this.ago(0))
  }

  ago(ms: number): UnixMs {
    return unixMsOf(Date.now() - ms)
  }

  /** The newest word of a runner. */
  async beat(detail: object = {}, at: UnixMs = this.ago(0), process = 'runner'): Promise<void> {
    await this.#asOwner(
      `INSERT INTO process_heartbeat (process, instance, started_at, beat_at, detail)
        VALUES ($3, 'one', now(), to_timestamp($1::float8 / 1000), $2)
        ON CONFLICT (process, instance) DO UPDATE SET beat_at = excluded.beat_at, detail = excluded.detail`,
      [at, JSON.stringify(detail), process],
    )
  }

  quote(receivedAt: UnixMs): Promise<void> {
    return quoteMarket(this.#test.database, this.#instrumentId, { last: '1', receivedAt })
  }

  /** The only backup, verified. */
  async backUp(at: UnixMs): Promise<void> {
    await this.#asOwner('DELETE FROM backup_run')
    await this.#asOwner(
      `INSERT INTO backup_run (id, kind, state, started_at, finished_at, file, ledger_hash, verified_at)
        SELECT gen_random_uuid(), 'NIGHTLY', 'VERIFIED', at, at, 'a-file', 'a-hash', at
          FROM to_timestamp($1::float8 / 1000) at`,
      [at],
    )
  }

  async forgetVerification(): Promise<void> {
    await this.#asOwner(`UPDATE backup_run SET state = 'TAKEN', verified_at = NULL`)
  }

  breakOpens(): Promise<void> {
    const firstSeenAt = this.ago(0)
    return insertBreak(this.firm, this.account, { state: 'OPEN', asset: 'BTC', firstSeenAt })
  }

  /** An order that was claimed then. */
  async order(state: string, claimedAt: UnixMs): Promise<void> {
    const { organizationId, clientId, accountId, bookId } = this.account
    await this.firm.db.write((tx) =>
      tx.query({
        text: `INSERT INTO "order" (id, organization_id, client_id, account_id, book_id, instrument_id, side, type,
            quantity, limit_price, time_in_force, post_only, reduce_only, origin_kind, origin_id, client_order_id,
            claim_token, state, claimed_at, created_at, updated_at)
          VALUES ($1::uuid, $2, $3, $4, $5, $6, 'buy', 'limit', 1, 1, 'GTC', false, false, 'person', 'somebody',
            $1::text, 1, $7, to_timestamp($8::float8 / 1000), to_timestamp($8::float8 / 1000), now())`,
        values: [
          systemDice.uuid(),
          organizationId,
          clientId,
          accountId,
          bookId,
          this.#instrumentId,
          state,
          claimedAt,
        ],
      }),
    )
  }

  /** Presses a kill switch, as somebody whose rows these are. */
  async kill(db: ScopedDatabase = this.firm.db): Promise<void> {
    const { organizationId, clientId, accountId } = this.account
    await db.write((tx) =>
      tx.query({
        text: `INSERT INTO kill_run (id, organization_id, client_id, account_id, scope_kind, scope_id, pause_entries,
            cancel_all, flatten, is_drill, engaged_at, engaged_by)
          VALUES ($1, $2, $3, $4::uuid, 'account', $4::text, true, true, false, false, now(), $1)`,
        values: [systemDice.uuid(), organizationId, clientId, accountId],
      }),
    )
  }

  /** A message to a channel of the firm's, which nobody sends. */
  async message(state: 'PENDING' | 'DEAD', dueAt: UnixMs): Promise<void> {
    await this.firm.db.write(async (tx) => {
      await tx.query({
        text: `INSERT INTO alert_channel (id, organization_id, name, kind, url, severity_min, time_zone,
            digest_minutes, is_enabled, created_at, updated_at)
          VALUES ($1, $2, 'Channel', 'webhook', 'https://example.test', 'ticket', 'UTC', 0, true, now(), now())
          ON CONFLICT DO NOTHING`,
        values: [this.#channelId, this.firm.organizationId],
      })
      await tx.query({
        text: `INSERT INTO alert_delivery (id, organization_id, channel_id, state, severity, events, is_digest,
            created_at, due_at, expires_at)
          VALUES ($1, $2, $3, $4, 'page', '[]', false, to_timestamp($5::float8 / 1000),
            to_timestamp($5::float8 / 1000), now() + interval '1 day')`,
        values: [systemDice.uuid(), this.firm.organizationId, this.#channelId, state, dueAt],
      })
    })
  }

  /** Changes the firm's rows as the house itself would. */
  async write(text: string): Promise<void> {
    await this.firm.db.write((tx) => tx.query({ text }))
  }

  async #asOwner(text: string, values: readonly unknown[] = []): Promise<void> {
    await this.#test.clone.ownerPool.query(text, [...values])
  }
}
