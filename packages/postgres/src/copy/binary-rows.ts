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
  #at = 0

  constructor(likelyRows: number) {
    this.#buffer = Buffer.allocUnsafe(HEADER.length + likelyRows * LIKELY_ROW_BYTES)
    this.#at = HEADER.copy(this.#buffer)
  }

  beginRow(fields: number): void {
    this.#make(2)
    this.#at = this.#buffer.writeInt16BE(fields, this.#at)
  }

  null(): void {
    this.#make(4)
    this.#at = this.#buffer.writeInt32BE(NULL_LENGTH, this.#at)
  }

  text(value: string): void {
    this.#field(Buffer.byteLength(value))
    this.#at += this.#buffer.write(value, this.#at)
  }

  integer(value: number): void {
    this.#field(4)
    this.#at = this.#buffer.writeInt32BE(value, this.#at)
  }

  double(value: number): void {
    this.#field(8)
    this.#at = this.#buffer.writeDoubleBE(value, this.#at)
  }

  boolean(value: boolean): void {
    this.#field(1)
    this.#at = this.#buffer.writeUInt8(value ? 1 : 0, this.#at)
  }

  /** `timestamptz`, from whole Unix milliseconds; exact from 1715 to 2285, as far as a number counts microseconds. */
  time(ms: number): void {
    const micros = (ms - POSTGRES_EPOCH_MS) * 1_000
    const high = Math.floor(micros / TWO_TO_32)
    this.#field(8)
    this.#at = this.#buffer.writeInt32BE(high, this.#at)
    this.#at = this.#buffer.writeUInt32BE(micros - high * TWO_TO_32, this.#at)
  }

  /** All that were written. The last call. */
  end(): Buffer {
    this.#make(2)
    this.#at = this.#buffer.writeInt16BE(NO_MORE_ROWS, this.#at)
    return this.#buffer.subarray(0, this.#at)
  }

  #field(bytes: number): void {
    this.#make(4 + bytes)
    this.#at = this.#buffer.writeInt32BE(bytes, this.#at)
  }

  /** Room for so many bytes more. */
  #make(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(2 * this.#buffer.length + bytes)
    this.#buffer.copy(larger, 0, 0, this.#at)
    this.#buffer = larger
  }
}
