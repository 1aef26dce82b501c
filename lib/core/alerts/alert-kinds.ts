/** A page wakes somebody; a ticket is looked at today. */
export const ALERT_SEVERITIES = ['page', 'ticket'] as const
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number]

/** What each kind of alert says, how urgent it is, and the runbook that tells what to do. */
type AlertSheet = {
  readonly severity: AlertSeverity
  readonly title: string
  readonly runbook: string
}

export const ALERT_KINDS = {
  BREAK_OPEN: {
    severity: 'page',
    title: 'The books differ from the venue',
    runbook: 'a-break-is-open',
  },
  ORDER_IN_DOUBT: {
    severity: 'page',
    title: 'An order is in doubt for more than a minute',
    runbook: 'an-order-is-in-doubt',
  },
  ORDER_QUARANTINED: {
    severity: 'page',
    title: 'An order is quarantined',
    runbook: 'an-order-is-quarantined',
  },
  RUNNER_DOWN: {
    severity: 'page',
    title: 'No runner answers',
    runbook: 'the-runner-is-down',
  },
  FEED_STALE: {
    severity: 'page',
    title: 'Market data is more than 30 seconds old',
    runbook: 'market-data-is-old',
  },
  KILL_SWITCH: {
    severity: 'page',
    title: 'Trading is stopped',
    runbook: 'stop-everything',
  },
  POSITION_UNPROTECTED: {
    severity: 'page',
    title: 'A position has lost its protection',
    runbook: 'a-position-is-unprotected',
  },
  LEDGER_SUM: {
    severity: 'page',
    title: 'The ledger does not sum to zero',
    runbook: 'the-ledger-does-not-sum',
  },
  DISK_LOW: {
    severity: 'page',
    title: 'Less than a tenth of the disk is free',
    runbook: 'the-disk-is-full',
  },
  CLOCK_OFFSET: {
    severity: 'ticket',
    title: 'Our clock and the venue’s differ by more than half a second',
    runbook: 'the-venue-changed-its-api',
  },
  BREAKER_OPEN: {
    severity: 'ticket',
    title: 'A venue has failed for more than five minutes',
    runbook: 'the-venue-changed-its-api',
  },
  OUTBOX_LAG: {
    severity: 'ticket',
    title: 'Alerts have waited for more than a minute',
    runbook: 'alerts-do-not-arrive',
  },
  BACKUP_OLD: {
    severity: 'ticket',
    title: 'The last backup is more than 26 hours old',
    runbook: 'after-a-restore',
  },
  RESTORE_UNVERIFIED: {
    severity: 'ticket',
    title: 'No backup was restored as a test for eight days',
    runbook: 'after-a-restore',
  },
  TEST: {
    severity: 'page',
    title: 'This is a test',
    runbook: 'alerts-do-not-arrive',
  },
} as const satisfies Record<string, AlertSheet>

export type AlertKind = keyof typeof ALERT_KINDS
export const ALERT_KIND_NAMES = Object.keys(ALERT_KINDS) as readonly AlertKind[]
