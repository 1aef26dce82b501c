/** The only source of chance, so that any run can be replayed from its seed. */
export type Dice = {
  /** A UUIDv7: sorts by the time it was made. */
  uuid(): string
  /** `bytes` of randomness fit for secrets, as base64url. */
  secret(bytes: number): string
  /** Uniform in [0, 1); for jitter, never for secrets. */
  fraction(): number
}
