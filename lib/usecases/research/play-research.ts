import type { BacktestJob, PlayedBacktest } from './play-backtest.ts'
import type { PlayedSweep, SweepJob } from './play-sweep.ts'

export type ResearchJob = BacktestJob | SweepJob
export type PlayedResearch = PlayedBacktest | PlayedSweep

/** Plays a run of either kind without holding up the caller. Throws the signal's reason when that aborts. */
export type PlayResearch = (
  job: ResearchJob,
  options: { readonly signal: AbortSignal; onProgress(progress: number): void },
) => Promise<PlayedResearch>
