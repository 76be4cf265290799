import { RequestError } from '@doorstep/runtime'
import { checkTarget, TargetRefusedError } from '../webhooks/target.ts'

/** Told now, where somebody sees it, and not when the first message fails. */
export function refuseBadTarget(url: string, allowPrivate: boolean): void {
  try {
    checkTarget(url, { allowPrivate })
  } catch (error) {
    if (!(error instanceof TargetRefusedError)) throw error
    throw new RequestError(422, error.code, error.message)
  }
}
