/** A rule of the house was broken by our own code. Never caught to continue: it ends the unit of work. */
export class AssertionFailure extends Error {
  override readonly name = 'AssertionFailure'
}

/** Asserts a rule that only a bug can break. `rule` states the rule, not the accident. */
export function assert(condition: unknown, rule: string): asserts condition {
  if (!condition) throw new AssertionFailure(rule)
}
