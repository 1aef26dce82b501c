import { chordsOf, isTextless } from './key-chord.ts'

export type KeyBinding = {
  /** `b`, `shift+c`, `mod+j`, `?`, `escape`, or one after the other: `g o`. */
  readonly keys: string
  /** What it does, for the list of keys: "Buy ticket". */
  readonly does: string
  /** Absent when what has the focus acts on the key itself: then it is only listed. */
  readonly run?: (() => void) | undefined
}

export type KeyGroup = { readonly name: string; readonly bindings: readonly KeyBinding[] }

/** How long the next key of a sequence may take. */
export const SEQUENCE_MS = 1_000

/** Where the page is when a key is pressed. */
export type KeyPlace = {
  readonly at: number
  /** The focus is where text is written: only chords with `mod` or `alt` count. */
  readonly isTyping: boolean
}

/** Every key of the page, and whose turn it is when one is pressed. */
export class KeyRegistry {
  readonly #isStrict: boolean
  readonly #groups = new Set<KeyGroup>()
  readonly #listeners = new Set<() => void>()
  #listed: readonly KeyGroup[] = []
  #before: { readonly chords: readonly string[]; readonly at: number } = { chords: [], at: 0 }

  /** `isStrict`: a key that already acts is refused with an error. Otherwise the newest act has the key. */
  constructor({ isStrict }: { readonly isStrict: boolean }) {
    this.#isStrict = isStrict
  }

  /** Adds a group's bindings until the returned function is called. */
  add(group: KeyGroup): () => void {
    const taken = conflictOf(this.#groups, group)
    if (taken !== null && this.#isStrict) throw new Error(taken)
    this.#groups.add(group)
    this.#changed()
    return () => {
      this.#groups.delete(group)
      this.#changed()
    }
  }

  /** Runs what a chord means here and now. False when it means nothing, and the page keeps it. */
  press(chord: string, { at, isTyping }: KeyPlace): boolean {
    if (isTyping && !isTextless(chord)) {
      this.#before = { chords: [], at }
      return false
    }
    const isSequel = at - this.#before.at <= SEQUENCE_MS
    const chords = isSequel ? [...this.#before.chords, chord] : [chord]
    const found = this.#find(chords.join(' ')) ?? this.#find(chord)
    const isFinal = found !== null && chordsOf(found.keys).length > 1
    this.#before = { chords: isFinal ? [] : [chord], at }
    found?.run?.()
    return found !== null
  }

  /** By group, in the order they were added. The same list until something changes. */
  list(): readonly KeyGroup[] {
    return this.#listed
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #find(keys: string): KeyBinding | null {
    for (const { bindings } of this.#listed.toReversed()) {
      const binding = bindings.find((each) => each.run !== undefined && each.keys === keys)
      if (binding !== undefined) return binding
    }
    return null
  }

  #changed() {
    this.#listed = [...this.#groups]
    for (const listener of this.#listeners) listener()
  }
}

/** Two acts on one key: which would run is nobody's guess. */
function conflictOf(groups: Iterable<KeyGroup>, added: KeyGroup): string | null {
  const acting = new Map<string, string>()
  for (const { name, bindings } of [...groups, added]) {
    for (const { keys, does, run } of bindings) {
      if (run === undefined) continue
      const other = acting.get(keys)
      if (other !== undefined)
        return `the key "${keys}" means both ${other} and "${does}" (${name})`
      acting.set(keys, `"${does}" (${name})`)
    }
  }
  return null
}
