export type Progress = {
  /** Does one step of the start and prints a line with the seconds it took. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Prints one line. */
  say(line: string): void
}

const SECONDS_WIDTH = 6

/** Progress for a person who waits: one line per finished step, with its time. */
export function createProgress(write: (text: string) => void): Progress {
  const say = (line: string) => write(`${line}\n`)
  return {
    say,
    async step(name, work) {
      const startedAt = performance.now()
      try {
        const result = await work()
        say(`${secondsSince(startedAt)}  ${name}`)
        return result
      } catch (error) {
        say(`${secondsSince(startedAt)}  ${name}: failed`)
        throw error
      }
    },
  }
}

function secondsSince(startedAt: number): string {
  const seconds = (performance.now() - startedAt) / 1000
  return `${seconds.toFixed(1).padStart(SECONDS_WIDTH)} s`
}
