/**
 * dependency-cruiser reads TypeScript through the compiler's API, which TypeScript 7 does not have yet. Loaded
 * with `node --import`, this gives it, and nothing else, TypeScript 6 from the package `typescript-6`.
 */
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, nextResolve) {
    const isForLayers = context.parentURL?.includes('/node_modules/dependency-cruiser/')
    const mapped = isForLayers
      ? specifier.replace(/^typescript(?=$|\/)/, 'typescript-6')
      : specifier
    return nextResolve(mapped, context)
  },
})
