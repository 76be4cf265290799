import type { OutgoingRecord, OutgoingRecords } from '../src/publish/records.ts'

/** Each record as brokers write it. */
export function separated({ values, lengths, ...shared }: OutgoingRecords): OutgoingRecord[] {
  let from = 0
  return lengths.map((length) => {
    const value = length < 0 ? null : values.subarray(from, from + length)
    from += Math.max(length, 0)
    return { ...shared, value }
  })
}
