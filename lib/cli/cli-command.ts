/** An option of a command, in the words of node:util parseArgs, with what its help says. */
export type CliOption = {
  readonly type: 'string' | 'boolean'
  readonly default?: string
  /** What the value is, for the help: `FILE`, `15m`. */
  readonly placeholder?: string
  readonly summary: string
}

export type CliOptions = { readonly [name: string]: CliOption }

/** What was typed for each option: a switch is on or off, a text is there or undefined. */
export type CliValues<Options extends CliOptions> = {
  readonly [Name in keyof Options]: Options[Name]['type'] extends 'boolean'
    ? boolean
    : Options[Name] extends { readonly default: string }
      ? string
      : string | undefined
}

export type CliInvocation<Options extends CliOptions = CliOptions> = {
  readonly positionals: readonly string[]
  readonly values: CliValues<Options>
  /** Paths are relative to it. */
  readonly cwd: string
  /** Standard output: the answer. */
  out(text: string): unknown
  /** Standard error: what a person reads beside it. */
  err(text: string): unknown
}

type Definition<Options extends CliOptions> = {
  /** `['candles', 'check']`: what is typed to name the command. */
  readonly words: readonly string[]
  readonly summary: string
  /** What follows the words: `FILE --to 15m --out FILE`. */
  readonly usage: string
  /** What follows the words in one call that works. */
  readonly example: string
  /** Paragraphs for the help, where a line is not enough. */
  readonly details?: string
  readonly options: Options
  /** Answers the exit code: 0 done, 1 failed. Throws UsageError for what was typed wrongly (exit code 2). */
  run(invocation: CliInvocation<Options>): Promise<number>
}

export type CliCommand = Definition<CliOptions>

export const EXIT_DONE = 0
export const EXIT_FAILED = 1
export const EXIT_MISUSED = 2

/** Something was typed that the command does not know: the message says what was expected and found. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Defines a command; `run` sees its own options with their types. */
export function cliCommand<const Options extends CliOptions>(
  definition: Definition<Options>,
): CliCommand {
  // The caller reads the options of this very definition before it calls `run`.
  return definition as unknown as CliCommand
}

/** The one positional parameter of a command: `onlyPositional(invocation, 'FILE')`. Throws UsageError. */
export function onlyPositional({ positionals }: { positionals: readonly string[] }, name: string) {
  const [only, ...rest] = positionals
  if (only === undefined) throw new UsageError(`expected ${name}, found nothing`)
  if (rest.length > 0) {
    throw new UsageError(`expected one ${name}, found "${positionals.join(' ')}"`)
  }
  return only
}
