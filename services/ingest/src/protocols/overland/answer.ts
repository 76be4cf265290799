/** After any other answer the app sends the whole batch again. */
export const TAKEN = { result: 'ok' } as const

/** Sent again until somebody corrects the token: nothing is lost by it. */
export const UNKNOWN_RIDER = 401
