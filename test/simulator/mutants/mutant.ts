/** A defect of the design, made from outside: text of a source file that is replaced when it is loaded. */
export type Mutant = {
  readonly name: string
  /** What is wrong with it, in one sentence. */
  readonly defect: string
  readonly patches: readonly [Patch, ...Patch[]]
}

export type Patch = {
  /** From the root of the checkout. */
  readonly file: string
  /** Found exactly once, or the mutant is out of date. */
  readonly find: string
  readonly replace: string
}
