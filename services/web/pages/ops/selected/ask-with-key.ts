/** What one of the services answers to who has the key. Rejects unless it is an answer. */
export async function askWithKey<Answer>(path: string, apiKey: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(path, { headers: { authorization: `Bearer ${apiKey}` }, signal })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return await response.json()
}
