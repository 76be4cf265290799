/** What `GET /page-config` answers. */
export interface PageConfig {
  readonly demo: boolean
  readonly services: readonly string[]
  readonly mapStyleUrl?: string
}

export async function loadPageConfig(): Promise<PageConfig> {
  const response = await fetch('/page-config')
  if (!response.ok) throw new Error(`/page-config answered ${response.status}`)
  return await response.json()
}
