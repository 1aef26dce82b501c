/** A process of the simulation: killed, its promises never settle; frozen, they settle when it thaws. */
export type SimProcess = {
  readonly name: string
  isAlive: boolean
  frozenUntil: number
  /** Its wall clock less the true time. */
  wallOffsetMs: number
  /** Told when it dies: what the world outside notices of it. */
  readonly onDeath: (() => void)[]
}

export function newProcess(name: string, wallOffsetMs: number): SimProcess {
  return { name, isAlive: true, frozenUntil: 0, wallOffsetMs, onDeath: [] }
}
