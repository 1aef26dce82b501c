import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { openConnections } from './connections.mjs'
import { createDatabase } from './database.mjs'
import { loadEngine, panics } from './load-engine.mjs'

/** https://www.jsonrpc.org/specification: codes from here on are the application's own. */
const SERVER_ERROR = 4466
const PANIC_EXIT_CODE = 101

/** Answers requests from standard input, one per line and one at a time, until it closes. */
export function serve({ datamodels, datasource }) {
  const SchemaEngine = loadEngine()
  const schema = datamodels.length
    ? { datamodels: datamodels.map((path) => [path, readFileSync(path, 'utf8')]) }
    : {}
  const newEngine = (connections) => SchemaEngine.new(schema, logToStderr, connections.factory)
  let current = null
  let queue = Promise.resolve()

  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    const request = line.trim() ? JSON.parse(line) : {}
    if (!request.method) return // an answer to one of our own `print` requests
    queue = queue.then(async () => {
      current = request
      await answer(request, { newEngine, datasource })
    })
  })
  lines.on('close', () => queue.then(() => process.exit(0)))
  process.on('uncaughtException', (error) => exitAfterPanic(error, current))
}

/** Every request gets a fresh engine: applying migrations makes an engine forget how to open shadow databases. */
async function answer({ id, method, params }, { newEngine, datasource }) {
  const connections = openConnections(datasource)
  try {
    const call = CALLS[method] ?? callEngine(method)
    const result = await call(params, { engine: await newEngine(connections), datasource })
    await connections.closeAll()
    await send({ jsonrpc: '2.0', id, result: result ?? {} })
  } catch (error) {
    await connections.closeAll()
    await send({ jsonrpc: '2.0', id, error: errorBody(error) })
  }
}

const CALLS = {
  createDatabase: async (params, { datasource }) => ({
    databaseName: await createDatabase(params?.datasource?.url ?? datasource.url),
  }),
  getDatabaseVersion: (_params, { engine }) => engine.version(),
  evaluateDataLoss: afterDiagnostic('evaluateDataLoss'),
  createMigration: afterDiagnostic('createMigration'),
  diff: diffAndPrint,
}

function callEngine(method) {
  return (params, { engine }) => {
    if (typeof engine[method] === 'function') return engine[method](params)
    throw new Error(`the WASM schema engine has no method ${method}`)
  }
}

/** These fail without a shadow database, which only devDiagnostic opens, on the same engine. */
function afterDiagnostic(method) {
  return async (params, { engine }) => {
    await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters })
    return engine[method](params)
  }
}

/** The native engine prints the difference by calling back; the WASM build returns it. */
async function diffAndPrint(params, { engine }) {
  const { stdout, exitCode } = await engine.diff(params)
  if (stdout) {
    await send({ jsonrpc: '2.0', id: 'print', method: 'print', params: { content: stdout } })
  }
  return { exitCode, stdout: null }
}

function errorBody(error) {
  const isPanic = error instanceof WebAssembly.RuntimeError
  return {
    code: SERVER_ERROR,
    message: 'An error happened. Check the data field for details.',
    data: {
      is_panic: false,
      message: isPanic ? panics.message : (error?.message ?? String(error)),
      error_code: error?.code ?? error?.error_code ?? null,
      meta: error?.meta ?? null,
    },
  }
}

/** A panic inside an asynchronous engine call surfaces as an exception that nobody can catch. */
async function exitAfterPanic(error, request) {
  const message = panics.message || error.stack
  const data = { is_panic: true, message, error_code: null, meta: null }
  await send({
    jsonrpc: '2.0',
    id: request?.id ?? 0,
    error: { code: SERVER_ERROR, message: 'The schema engine panicked.', data },
  })
  process.stderr.write(
    `${JSON.stringify({ level: 'ERROR', target: 'schema_engine', fields: { message, is_panic: true } })}\n`,
  )
  process.exit(PANIC_EXIT_CODE)
}

function send(message) {
  return new Promise((resolve) => process.stdout.write(`${JSON.stringify(message)}\n`, resolve))
}

function logToStderr(line) {
  if (process.env.DEBUG) process.stderr.write(`${line}\n`)
}
