/** Of a fix that does not say how accurate it is: what a phone manages between buildings. */
const ASSUMED_ACCURACY_M = 20

export function assumedAccuracyM({
  accuracyM = ASSUMED_ACCURACY_M,
}: {
  readonly accuracyM?: number | undefined
}): number {
  return accuracyM
}
