import type { BinaryRows } from './binary-rows.ts'

/** A column, and what of a row it is given. */
export interface Column<Row> {
  readonly name: string
  write(to: BinaryRows, row: Row): void
}

type Of<Row, Value> = (row: Row) => Value

/** `undefined` becomes `null`. */
function column<Row, Value>(
  name: string,
  of: Of<Row, Value>,
  put: (to: BinaryRows, value: NonNullable<Value>) => void,
): Column<Row> {
  return {
    name,
    write(to, row) {
      const value = of(row)
      if (value === undefined || value === null) to.null()
      else put(to, value)
    },
  }
}

export const text = <Row>(name: string, of: Of<Row, string | undefined>) =>
  column(name, of, (to, value) => to.text(value))

export const integer = <Row>(name: string, of: Of<Row, number | undefined>) =>
  column(name, of, (to, value) => to.integer(value))

/** `double precision` */
export const double = <Row>(name: string, of: Of<Row, number | undefined>) =>
  column(name, of, (to, value) => to.double(value))

export const boolean = <Row>(name: string, of: Of<Row, boolean | undefined>) =>
  column(name, of, (to, value) => to.boolean(value))

/** `timestamptz`, from whole Unix milliseconds. */
export const time = <Row>(name: string, of: Of<Row, number | undefined>) =>
  column(name, of, (to, value) => to.time(value))
