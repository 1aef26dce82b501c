import type { IncomingMessage } from 'node:http'

export const BODY_BYTES_MAX = 64 * 1024

export type ReadBody =
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'too-large' }
  /** The client left before it had said everything. */
  | { readonly kind: 'gone' }

/** Reads a request's body; never rejects. What is too large is read to its end and thrown away. */
export function readBody(request: IncomingMessage): Promise<ReadBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= BODY_BYTES_MAX) chunks.push(chunk)
      else chunks.length = 0
    })
    request.on('end', () => {
      if (bytes > BODY_BYTES_MAX) resolve({ kind: 'too-large' })
      else resolve({ kind: 'whole', text: Buffer.concat(chunks).toString('utf8') })
    })
    request.on('error', () => resolve({ kind: 'gone' }))
    request.on('close', () => resolve({ kind: 'gone' }))
  })
}
