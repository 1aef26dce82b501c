import { toIso } from '#core/time/time.ts'
import { type ChangePart, ownerColumns } from './change-part.ts'

/** The form of an event's data; readers know the forms up to theirs. */
export const ACCOUNT_EVENT_VERSION = 1

/** Numbered by the account's row, which the same statement has locked: no gap, no number twice. */
export const ACCOUNT_EVENTS: ChangePart = {
  name: 'events',
  rowsOf: ({ account, at, events = [] }) =>
    events.map(({ type, data }, index) => ({
      ...ownerColumns(account),
      seq: index + 1 - events.length,
      type,
      at: toIso(at),
      version: ACCOUNT_EVENT_VERSION,
      data,
    })),
  text: (rows) => `INSERT INTO account_event
      (account_id, seq, organization_id, client_id, type, at, version, data)
    SELECT r.account_id, owner.event_seq + r.seq, r.organization_id, r.client_id, r.type, r.at, r.version, r.data
      FROM owner CROSS JOIN jsonb_populate_recordset(NULL::account_event, ${rows}) r`,
}
