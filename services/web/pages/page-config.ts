import { useEffect, useState } from 'preact/hooks'

/** What `GET /page-config` answers. */
export interface PageConfig {
  readonly demo: boolean
  readonly services: readonly string[]
  readonly mapStyleUrl?: string
  /** What browsers subscribe with, where customers are pushed to. */
  readonly pushPublicKey?: string
}

const RETRY_AFTER_MS = 2_000

export async function loadPageConfig(): Promise<PageConfig> {
  const response = await fetch('/page-config')
  if (!response.ok) throw new Error(`/page-config answered ${response.status}`)
  return await response.json()
}

/** Undefined until it could be loaded, however long that takes. */
export function usePageConfig(): PageConfig | undefined {
  const [config, setConfig] = useState<PageConfig>()
  useEffect(() => {
    let retry: ReturnType<typeof setTimeout> | undefined
    const load = () =>
      loadPageConfig().then(setConfig, () => {
        retry = setTimeout(load, RETRY_AFTER_MS)
      })
    load()
    return () => clearTimeout(retry)
  }, [])
  return config
}
