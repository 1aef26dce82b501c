#!/usr/bin/env node
/**
 * Stands in for Prisma's native `schema-engine` program, which Prisma would download: it speaks the same
 * JSON-RPC over standard input and output, but runs the WASM build of that engine from the npm registry over
 * @prisma/adapter-pg. prisma.config.ts points PRISMA_SCHEMA_ENGINE_BINARY here, and then the ordinary
 * `npx prisma generate | migrate dev | migrate deploy | migrate diff | migrate status` all work.
 *
 * Where the WASM build or the adapter differs from the native program, schema-engine/*.mjs says how and why.
 */
import { parseArgs } from 'node:util'
import { runCommand } from './schema-engine/commands.mjs'
import { engineVersion } from './schema-engine/load-engine.mjs'
import { serve } from './schema-engine/serve.mjs'

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    version: { type: 'boolean', short: 'V' },
  },
})

const datasource = values.datasource ? JSON.parse(values.datasource) : {}
if (values.version) {
  process.stdout.write(`schema-engine-cli ${engineVersion} (wasm)\n`)
} else if (positionals[0] === 'cli') {
  process.exitCode = await runCommand(positionals[1], datasource.url)
} else {
  serve({ datamodels: values.datamodels ?? [], datasource })
}
