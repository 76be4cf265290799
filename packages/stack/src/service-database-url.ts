/** The same database as one service sees it: its own role, which owns the schema of the same name. */
export function serviceDatabaseUrl(databaseUrl: string, service: string): string {
  const url = new URL(databaseUrl)
  url.username = service
  url.password = service
  return url.href
}
