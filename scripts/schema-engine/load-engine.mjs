import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

const require = createRequire(import.meta.url)
const packageFolder = dirname(require.resolve('@prisma/schema-engine-wasm'))

export const engineVersion = JSON.parse(
  readFileSync(join(packageFolder, 'package.json'), 'utf8'),
).version

/** The package's own loader expects a bundler; this does what the bundler would. */
export function loadEngine() {
  const module = new WebAssembly.Module(readFileSync(join(packageFolder, 'schema_engine_bg.wasm')))
  const functions = new Map(Object.entries(bindings))
  const imports = {}
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {}
    imports[from][name] = functions.get(name)
  }
  const instance = new WebAssembly.Instance(module, imports)
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  return bindings.SchemaEngine
}

/** The engine reports a panic here before it traps. */
export const panics = {
  message: '',
  set_message(message) {
    this.message = message
  },
}
globalThis.PRISMA_WASM_PANIC_REGISTRY ??= panics
