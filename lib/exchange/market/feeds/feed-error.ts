/** A feed that cannot be used as asked. The message says what was expected, what was found and what to do. */
export class FeedError extends Error {
  override readonly name = 'FeedError'
}
