import { DoorstepError } from '@doorstep/runtime'

export type StackErrorCode =
  | 'MODE_UNKNOWN'
  | 'NOTHING_TO_RUN_ON'
  | 'DOWNLOAD_FAILED'
  | 'PART_DID_NOT_START'
  | 'PORT_IN_USE'
  | 'DATA_IN_USE'
  | 'ADDRESS_SILENT'

/** Why the stack is not there, in one sentence for the person who asked for it. */
export class StackError extends DoorstepError {
  readonly retryable = false
  readonly code: StackErrorCode

  constructor(code: StackErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
