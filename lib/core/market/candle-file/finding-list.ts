import { EXAMPLES_MAX } from './candle-rows.ts'
import { FINDINGS, type Finding, type FindingKind } from './data-report.ts'

type Example = Finding['examples'][number]

/** Counts what is found and keeps the first examples of each kind. */
export class FindingList {
  readonly #found = new Map<FindingKind, { count: number; examples: Example[] }>()

  add(kind: FindingKind, line: number, found: string): void {
    const entry = this.#entry(kind)
    entry.count += 1
    if (entry.examples.length < EXAMPLES_MAX) entry.examples.push({ line, found })
  }

  /** Notes what was counted elsewhere; nothing when there was none. */
  addCounted(kind: FindingKind, count: number, examples: readonly Example[] = []): void {
    if (count === 0) return
    const entry = this.#entry(kind)
    entry.count += count
    entry.examples.push(...examples.slice(0, EXAMPLES_MAX - entry.examples.length))
  }

  /** Faults first, in the order of FINDINGS. */
  all(): Finding[] {
    const kinds = (Object.keys(FINDINGS) as FindingKind[]).filter((kind) => this.#found.has(kind))
    return kinds.map((kind) => ({ kind, ...FINDINGS[kind], ...this.#entry(kind) }))
  }

  #entry(kind: FindingKind) {
    const entry = this.#found.get(kind) ?? { count: 0, examples: [] }
    this.#found.set(kind, entry)
    return entry
  }
}
