/** As Markdown: what a bench prints is what a README quotes. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}

export function inThousands(aSecond: number, digits = 1): string {
  return `${(aSecond / 1000).toFixed(digits)} k`
}
