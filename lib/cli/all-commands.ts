import { backup } from './backups/backup.ts'
import { backupVerify } from './backups/backup-verify.ts'
import { restore } from './backups/restore.ts'
import { candlesAggregate } from './candles/candles-aggregate.ts'
import { candlesCheck } from './candles/candles-check.ts'
import { candlesFetch } from './candles/candles-fetch.ts'
import { candlesImport } from './candles/candles-import.ts'
import type { CliCommand } from './cli-command.ts'
import { patterns } from './patterns/patterns.ts'
import { backtest } from './research/backtest.ts'
import { indicators } from './research/indicators.ts'
import { lookahead } from './research/lookahead.ts'
import { metrics } from './research/metrics.ts'
import { portfolio } from './research/portfolio.ts'
import { recursive } from './research/recursive.ts'
import { sweep } from './research/sweep.ts'
import { walkForward } from './research/walk-forward.ts'
import { signals } from './signals/signals.ts'
import { venueCertify } from './venues/venue-certify.ts'

/** Every command of `truebook`, in the order in which `--help` lists them. */
export const ALL_COMMANDS: readonly CliCommand[] = [
  candlesCheck,
  candlesAggregate,
  candlesImport,
  candlesFetch,
  indicators,
  patterns,
  signals,
  backtest,
  portfolio,
  sweep,
  walkForward,
  metrics,
  lookahead,
  recursive,
  backup,
  backupVerify,
  restore,
  venueCertify,
]
