const HINT_LENGTH = 4

/** What may be shown of a key: enough for its owner to recognize it, too little for anybody else. */
export function keyHint(apiKey: string): string {
  return apiKey.length > 2 * HINT_LENGTH ? `…${apiKey.slice(-HINT_LENGTH)}` : '…'
}
