/** JSON with its length: an answer of known length that is short is not worth compressing. */
export function jsonAnswer(text: string, status: number, headers = new Headers()): Response {
  headers.set('content-type', 'application/json')
  headers.set('content-length', String(Buffer.byteLength(text)))
  return new Response(text, { status, headers })
}
