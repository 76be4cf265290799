import { finished } from 'node:stream/promises'
import type { TransactionSql } from 'postgres'
import { BinaryRows } from './binary-rows.ts'
import type { Column } from './column.ts'

/**
 * COPY of rows into a table: a third of what `insert` costs the server, but it knows no `on conflict`, so a row whose key
 * is there fails them all. Rejects with what the server said; the transaction is over then.
 */
export function copyInto<Row>(table: string, columns: readonly Column<Row>[]) {
  const names = columns.map(({ name }) => name).join(', ')

  return async (sql: TransactionSql, rows: readonly Row[]): Promise<void> => {
    const bytes = encoded(rows)
    const into = await sql.unsafe(`copy ${table} (${names}) from stdin (format binary)`).writable()
    const taken = finished(into)
    into.end(bytes)
    await taken
  }

  function encoded(rows: readonly Row[]): Buffer {
    const to = new BinaryRows(rows.length)
    for (const row of rows) {
      to.beginRow(columns.length)
      for (const column of columns) column.write(to, row)
    }
    return to.end()
  }
}
