import type { LivePosition } from '../../../../services/live/src/domain/live-position.ts'

/** What a customer is sent each second, of the size it has in a ride through a city. */
export function aPosition(room: number, turn: number): LivePosition {
  return {
    message: {
      type: 'position',
      cursor: `${room % 12}:${turn}`,
      lat: 60.169_856,
      lon: 24.938_379,
      recordedAt: 1_700_000_000_000 + turn,
      accuracyM: 6.4,
      speedMps: 5.1,
      bearingDeg: 92.5,
      eta: { earliestMs: 176_000, latestMs: 229_000 },
      remainingM: 812.4,
    },
    receivedAt: 1_700_000_000_250 + turn,
  }
}
