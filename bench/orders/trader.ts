import { randomUUID } from 'node:crypto'
import { Agent, type IncomingMessage, request } from 'node:http'

/** What the bench needs to know of an order; the rest of the wire form is left alone. */
export type WireOrder = {
  readonly id: string
  readonly state: string
  readonly reason: string | null
  readonly reasonDetail: string | null
}
export type WireAccount = {
  readonly id: string
  readonly status: string
  readonly eventSeq: number
  readonly books: readonly { readonly id: string; readonly kind: string }[]
}

type Answer = {
  readonly status: number
  readonly text: string
  readonly cookies: readonly string[]
}

/** Enough that no request waits for a connection. */
const CONNECTIONS_MAX = 256

/** A signed-in person without a browser: the same doors, cookies and headers over kept-alive connections. */
export class Trader {
  readonly origin: string
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX })
  private readonly cookies = new Map<string, string>()

  constructor(origin: string) {
    this.origin = origin
  }

  async signIn({ email, password }: { readonly email: string; readonly password: string }) {
    const { csrfToken } = JSON.parse((await this.send('GET', '/api/auth/csrf')).text)
    const form = new URLSearchParams({ email, password, csrfToken, json: 'true' }).toString()
    const type = 'application/x-www-form-urlencoded'
    await this.send('POST', '/api/auth/callback/credentials', { text: form, type })
    await this.get('/api/v1/me')
  }

  async get<T>(path: string): Promise<T> {
    return parsed(path, await this.send('GET', path))
  }

  /** Without a body where the operation takes none. */
  async post<T>(path: string, body?: unknown): Promise<T> {
    if (body === undefined) return parsed(path, await this.send('POST', path))
    const content = { text: JSON.stringify(body), type: 'application/json' }
    return parsed(path, await this.send('POST', path, content))
  }

  /** What a websocket needs to be let in. */
  headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return { cookie, origin: this.origin }
  }

  end(): void {
    this.agent.destroy()
  }

  private async send(
    method: string,
    path: string,
    content?: { readonly text: string; readonly type: string },
  ): Promise<Answer> {
    const answer = await exchangeText(`${this.origin}${path}`, {
      method,
      agent: this.agent,
      headers: {
        ...this.headers(),
        'idempotency-key': randomUUID(),
        ...(content === undefined ? {} : { 'content-type': content.type }),
      },
      text: content?.text ?? '',
    })
    for (const cookie of answer.cookies) {
      const [pair = ''] = cookie.split(';')
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }
}

type Outgoing = {
  readonly method: string
  readonly agent: Agent
  readonly headers: Record<string, string>
  readonly text: string
}

/** Node's own http: fetch would cost the measuring side as much as the desk. */
function exchangeText(url: string, { method, agent, headers, text }: Outgoing): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(text) }
    const outgoing = request(url, { method, agent, headers: { ...headers, ...length } })
    outgoing.once('error', reject)
    outgoing.once('response', (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString(),
          cookies: response.headers['set-cookie'] ?? [],
        }),
      )
    })
    outgoing.end(text)
  })
}

function parsed<T>(path: string, { status, text }: Answer): T {
  if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`)
  return JSON.parse(text)
}
