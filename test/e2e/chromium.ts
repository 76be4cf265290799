import { access } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packed, { inflate } from '@sparticuz/chromium'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** Software WebGL: the map draws without a graphics card, the same on every machine. */
const args = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--no-sandbox',
]

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The machine's own Chromium if it has one, else the one that comes packed with the tests. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  const installed = await firstInstalled()
  const all = [...args, ...more]
  return installed === undefined
    ? launchPacked(all)
    : chromium.launch({ executablePath: installed, args: all })
}

async function firstInstalled(): Promise<string | undefined> {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  const candidates = names.flatMap((name) => PATH.split(':').map((directory) => join(directory, name)))
  for (const path of CHROMIUM_PATH === undefined ? candidates : [CHROMIUM_PATH]) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path
  }
  return undefined
}

/** It brings its fonts, and the shared libraries that a bare machine lacks. */
async function launchPacked(args: string[]): Promise<Browser> {
  const options: LaunchOptions = {
    executablePath: await packed.executablePath(),
    args,
    env: { ...process.env, FONTCONFIG_PATH: join(tmpdir(), 'fonts') },
  }
  try {
    return await chromium.launch(options)
  } catch (error) {
    if (!String(error).includes('loading shared libraries')) throw error
    const bin = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '../bin')
    await inflate(join(bin, 'al2023.tar.br'))
    return chromium.launch({
      ...options,
      env: { ...options.env, LD_LIBRARY_PATH: join(tmpdir(), 'al2023/lib') },
    })
  }
}
