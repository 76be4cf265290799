/** Nothing for the phone to do: no command, no friend's location. */
export const TAKEN: unknown[] = []

/** The iOS app deletes what it sent on any 4xx: while its password is wrong, its fixes are lost. Android keeps them. */
export const UNKNOWN_RIDER = 401
