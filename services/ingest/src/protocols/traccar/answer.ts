/** Sent again until somebody corrects the id: nothing is lost by it. */
export const UNKNOWN_RIDER = 404
