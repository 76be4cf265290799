/** Does one long step and shows that it is going on; `say` adds what it is at. */
export type Step = <T>(title: string, work: (say: (line: string) => void) => Promise<T>) => Promise<T>

interface Screen {
  readonly isTTY: boolean
  readonly columns?: number
  write(text: string): unknown
}

const CLEAR_LINE = '\r\u001b[2K'

/**
 * Prints a line for each step that ended, with its time. On a terminal the last line shows what is under way;
 * elsewhere each new detail is a line.
 */
export function progressOn(screen: Screen): Step {
  const underWay = new Map<string, string>()

  function redraw(): void {
    if (!screen.isTTY) return
    const line = [...underWay]
      .map(([title, detail]) => (detail === '' ? title : `${title}: ${detail}`))
      .join(' · ')
    screen.write(`${CLEAR_LINE}${underWay.size > 0 ? `… ${line}`.slice(0, (screen.columns ?? 80) - 1) : ''}`)
  }

  function print(line: string): void {
    screen.write(screen.isTTY ? `${CLEAR_LINE}${line}\n` : `${line}\n`)
    redraw()
  }

  return async (title, work) => {
    const startedAt = performance.now()
    const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
    underWay.set(title, '')
    redraw()
    const say = (line: string) => {
      underWay.set(title, line)
      if (screen.isTTY) redraw()
      else print(`  ${title}: ${line}`)
    }
    try {
      const result = await work(say)
      underWay.delete(title)
      print(`✔ ${title.padEnd(28)} ${seconds()}`)
      return result
    } catch (error) {
      underWay.delete(title)
      print(`✖ ${title.padEnd(28)} ${seconds()}`)
      throw error
    }
  }
}
