import { AppError } from '#api/app-error.ts'

/** Reads a JSON body of at most `bytesMax`. An empty one is undefined. Throws AppError. */
export async function readJsonBody(request: Request, bytesMax: number): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > bytesMax) throw tooLarge(bytesMax)
  const bytes = await readAtMost(request, bytesMax)
  if (bytes.length === 0) return undefined
  requireJson(request.headers.get('content-type'))
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('INVALID_INPUT', { public: 'The body is not JSON in UTF-8.', cause })
  }
}

async function readAtMost(request: Request, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (request.body === null) return new Uint8Array()
  for await (const chunk of request.body) {
    size += chunk.length
    if (size > bytesMax) throw tooLarge(bytesMax)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A form of another site can send text, but not this content type without being asked first. */
function requireJson(contentType: string | null): void {
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/json') return
  throw new AppError('UNSUPPORTED_MEDIA_TYPE', {
    public: 'Expected a body of type application/json.',
  })
}

function tooLarge(bytesMax: number): AppError {
  return new AppError('BODY_TOO_LARGE', { public: `Expected a body of at most ${bytesMax} bytes.` })
}
