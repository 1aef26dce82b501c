import {
  type BacktestJob,
  type PlayedBacktest,
  type PlayOptions,
  playBacktest,
} from './play-backtest.ts'
import { type PlayedSweep, playSweep, type SweepJob } from './play-sweep.ts'

export type ResearchJob = BacktestJob | SweepJob
export type PlayedResearch = PlayedBacktest | PlayedSweep

/** Plays a run of either kind to its end. */
export function playResearch(job: ResearchJob, options: PlayOptions): PlayedResearch {
  return job.kind === 'BACKTEST' ? playBacktest(job, options) : playSweep(job, options)
}
