const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
const HEADER = Buffer.concat([SIGNATURE, Buffer.alloc(8)]) // no flags, no extension
const NULL_LENGTH = -1
const NO_MORE_ROWS = -1

/** 1 January 2000, from which Postgres counts. */
const POSTGRES_EPOCH_MS = 946_684_800_000
const TWO_TO_32 = 2 ** 32

/** What a row of a dozen numbers and an id takes. */
const LIKELY_ROW_BYTES = 200

/**
 * Rows in the binary format of COPY, field after field
 * (https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"): nothing to escape, no number to parse.
 */
export class BinaryRows {
  #buffer: Buffer
  #view: DataView
  #at: number

  constructor(likelyRows: number) {
    this.#buffer = Buffer.allocUnsafe(HEADER.length + likelyRows * LIKELY_ROW_BYTES)
    this.#view = viewOf(this.#buffer)
    this.#at = HEADER.copy(this.#buffer)
  }

  beginRow(fields: number): void {
    const at = this.#take(2)
    this.#view.setInt16(at, fields)
  }

  null(): void {
    const at = this.#take(4)
    this.#view.setInt32(at, NULL_LENGTH)
  }

  text(value: string): void {
    const at = this.#field(Buffer.byteLength(value))
    this.#buffer.write(value, at)
  }

  integer(value: number): void {
    const at = this.#field(4)
    this.#view.setInt32(at, value)
  }

  double(value: number): void {
    const at = this.#field(8)
    this.#view.setFloat64(at, value)
  }

  boolean(value: boolean): void {
    const at = this.#field(1)
    this.#view.setUint8(at, value ? 1 : 0)
  }

  /** `timestamptz`, from whole Unix milliseconds; exact from 1715 to 2285, as far as a number counts microseconds. */
  time(ms: number): void {
    const micros = (ms - POSTGRES_EPOCH_MS) * 1_000
    const high = Math.floor(micros / TWO_TO_32)
    const at = this.#field(8)
    this.#view.setInt32(at, high)
    this.#view.setUint32(at + 4, micros - high * TWO_TO_32)
  }

  /** All that were written. The last call. */
  end(): Buffer {
    const at = this.#take(2)
    this.#view.setInt16(at, NO_MORE_ROWS)
    return this.#buffer.subarray(0, this.#at)
  }

  /** Where a value of so many bytes goes. */
  #field(bytes: number): number {
    const at = this.#take(4 + bytes)
    this.#view.setInt32(at, bytes)
    return at + 4
  }

  /** Where the next so many bytes are. What is written to may be another buffer from here on. */
  #take(bytes: number): number {
    const at = this.#at
    this.#at += bytes
    if (this.#at > this.#buffer.length) this.#grow()
    return at
  }

  #grow(): void {
    const larger = Buffer.allocUnsafe(2 * this.#at)
    this.#buffer.copy(larger)
    this.#buffer = larger
    this.#view = viewOf(larger)
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length)
}
