/** What an action may be about, as the page's tabs say it; null for everything. */
export const AUDIT_ABOUT = [
  [null, 'All'],
  ['order', 'Orders'],
  ['account', 'Accounts'],
  ['break', 'Breaks'],
  ['client', 'Clients'],
  ['person', 'People'],
  ['session', 'Sessions'],
] as const

export type AuditAbout = (typeof AUDIT_ABOUT)[number][0]

const PAGE_SIZE = 50

/** Reads what an address asks for; what makes no sense there is everything. */
export function auditAboutOf(about: string | readonly string[] | undefined): AuditAbout {
  return AUDIT_ABOUT.find(([name]) => name === about)?.[0] ?? null
}

/** What the list asks for; the page that prefetches it asks for the same. */
export function auditInput(about: AuditAbout) {
  return about === null ? { limit: PAGE_SIZE } : { about, limit: PAGE_SIZE }
}
