import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

/**
 * Prisma's native schema engine would be downloaded; ours is the WASM build of the same engine, which npm
 * already installed. A value in the environment wins.
 */
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= fileURLToPath(
  new URL('./scripts/schema-engine.mjs', import.meta.url),
)
process.env['CHECKPOINT_DISABLE'] ??= '1'

const url = process.env['DATABASE_OWNER_URL'] ?? process.env['DATABASE_URL']
const shadowDatabaseUrl = process.env['SHADOW_DATABASE_URL']

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: {
    ...(url === undefined ? {} : { url }),
    ...(shadowDatabaseUrl === undefined ? {} : { shadowDatabaseUrl }),
  },
})
