import { join } from 'node:path'

const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'

/** What to give to Node to check the layers of these folders, after the rules of `checkout`. */
export function layersCommand(checkout: string, folders: readonly string[]): string[] {
  return [
    '--import',
    join(checkout, 'scripts', 'typescript-for-layers.mjs'),
    join(checkout, cruiser),
    '--config',
    join(checkout, '.dependency-cruiser.mjs'),
    ...folders,
  ]
}
