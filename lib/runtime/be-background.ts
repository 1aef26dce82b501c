import { setPriority } from 'node:os'

/** Half of how kind a thread can be: it takes what the order path leaves, and never stands still. */
const NICENESS = 10

/**
 * Lets every other thread go first. Linux keeps a niceness for each thread, and 0 names the calling one (setpriority(2),
 * "C library/kernel differences"); elsewhere it would be the whole process's, so nothing is done.
 */
export function beBackground(): void {
  if (process.platform === 'linux') setPriority(0, NICENESS)
}
