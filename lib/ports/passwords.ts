/** Turns passwords into what may be stored, slowly on purpose. */
export type Passwords = {
  hash(password: string): Promise<string>
  /** Takes as long for `null` (nobody of that name) as for a hash: the answer's time tells nothing. */
  verify(hash: string | null, password: string): Promise<boolean>
}
