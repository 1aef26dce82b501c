import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message as NTFY keeps it: https://docs.ntfy.sh/subscribe/api/#json-message-format */
export type NtfyMessage = {
  readonly topic: string
  readonly title: string
  readonly message: string
  readonly priority: number
  readonly tags: readonly string[]
  readonly click: string
  readonly sequence_id: string
}

export type NtfyServer = Disposable & {
  readonly url: string
  readonly host: string
  /** What the topics hold. */
  readonly messages: NtfyMessage[]
  /** How the next requests fail, one each: by a status, by hanging up, or after having taken the message. */
  readonly faults: (number | 'hang-up' | 'lost-answer')[]
  requests: number
}

/** As much of an NTFY server as publishing needs: JSON to the root, an access token, an answer with the message. */
export async function startNtfyServer(token: string | null = null): Promise<NtfyServer> {
  const ntfy = { messages: [] as NtfyMessage[], faults: [] as NtfyServer['faults'], requests: 0 }
  const server = createServer(async (request, response) => {
    const body = await textOf(request)
    ntfy.requests += 1
    const fault = ntfy.faults.shift()
    if (fault === 'hang-up') return void request.socket.destroy()
    if (typeof fault === 'number') return answer(response, fault, { code: fault, http: fault })
    const isKnown = token === null || request.headers.authorization === `Bearer ${token}`
    if (!isKnown) return answer(response, 401, { code: 40101, http: 401, error: 'unauthorized' })
    if (request.method !== 'POST' || request.url !== '/') return answer(response, 404, {})
    const message: NtfyMessage = JSON.parse(body)
    ntfy.messages.push(message)
    if (fault === 'lost-answer') return void request.socket.destroy()
    answer(response, 200, { id: 'made-up', time: 0, event: 'message', ...message })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(ntfy, {
    host,
    url: `http://${host}/`,
    [Symbol.dispose]() {
      server.closeAllConnections()
      server.close()
    },
  })
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
