/** Empty: text would be a command to the phone. Status 200, as Traccar Client may keep a record on another 2xx. */
export const TAKEN = ''

/** Sent again until somebody corrects the id: nothing is lost by it. */
export const UNKNOWN_RIDER = 400
