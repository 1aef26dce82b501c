/** A segment of the write-ahead log: timeline, log and segment, eight hexadecimal digits each. */
const SEGMENT = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/
/** Of 16 MiB each, PostgreSQL's own size. */
const SEGMENTS_PER_LOG = 256

export function isWalSegment(name: string): boolean {
  return SEGMENT.test(name)
}

/** The place of a segment in the log, whatever its timeline. */
export function walPlace(name: string): number {
  const [, , log, segment] = SEGMENT.exec(name) ?? []
  if (log === undefined || segment === undefined) {
    throw new Error(`expected the name of a segment of the log, found "${name}"`)
  }
  return Number.parseInt(log, 16) * SEGMENTS_PER_LOG + Number.parseInt(segment, 16)
}

/** The segments from one to another among these, both included. Throws when one is missing. */
export function walBetween(
  names: readonly string[],
  { from, until }: { readonly from: string; readonly until: string },
): readonly string[] {
  const between = names.filter((name) => isWalSegment(name) && name >= from && name <= until).sort()
  const expected = walPlace(until) - walPlace(from) + 1
  if (between.length === expected) return between
  throw new Error(
    `expected ${expected} segments of the log from ${from} to ${until}, found ${between.length}`,
  )
}
