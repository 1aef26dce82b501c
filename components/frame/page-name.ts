/** What a person calls the page at an address, at the beginning of a sentence. */
export function pageName(pathname: string): string {
  return NAMES.find(([pattern]) => pattern.test(pathname))?.[1] ?? 'This page'
}

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^\/(desk|admin|client\/[^/]+)$/, 'The overview'],
  [/^\/desk\/orders\/./, 'This order'],
  [/^\/desk\/orders/, 'Orders'],
  [/^\/desk\/markets\/./, 'This market'],
  [/^\/desk\/markets/, 'Markets'],
  [/^\/desk\/accounts\/breaks/, 'This break'],
  [/^\/desk\/accounts/, 'Accounts'],
  [/^\/desk\/bots\/./, 'This bot'],
  [/^\/desk\/bots/, 'Bots'],
  [/^\/desk\/signals/, 'Signals'],
  [/^\/desk\/research\/datasets/, 'Datasets'],
  [/^\/desk\/research\/compare/, 'The comparison'],
  [/^\/desk\/research\/./, 'This run'],
  [/^\/desk\/research/, 'Research'],
  [/^\/desk\/alerts/, 'Alerts'],
  [/^\/desk\/runbooks/, 'The runbooks'],
  [/^\/desk\/design/, 'The design page'],
  [/^\/admin\/clients/, 'Clients'],
  [/^\/admin\/people/, 'People'],
  [/^\/admin\/audit/, 'The audit log'],
  [/^\/admin\/system/, 'The system page'],
  [/^\/admin\/settings/, 'Settings'],
  [/\/statements/, 'The statement'],
  [/\/trades/, 'Trades'],
  [/\/positions/, 'Positions'],
]
