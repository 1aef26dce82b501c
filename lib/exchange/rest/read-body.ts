import type { IncomingMessage } from 'node:http'

export const BODY_BYTES_MAX = 64 * 1024

/** The whole body as text; null when it is larger than allowed. Rejects when the client goes away. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
