import { randomUUID } from 'node:crypto'

/** Keeps a test's topics and groups apart from all others on the same cluster. */
export function aTopicPrefix(): string {
  return `test-${randomUUID().slice(0, 8)}-`
}
