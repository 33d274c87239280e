import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** A launcher that fails does so at once. */
const LAUNCH_MILLISECONDS = 1_500

type Environment = Readonly<Record<string, string | undefined>>

interface Launcher {
  readonly command: string
  readonly args: readonly string[]
}

/** Opens the user's own browser; false where there is none, as on a server or behind ssh. */
export async function openBrowser(url: string): Promise<boolean> {
  for (const { command, args } of await launchersFor(process.platform, process.env)) {
    if (await launches(command, [...args, url])) return true
  }
  return false
}

/** The ways to open a browser that make sense here, the first one first. */
export async function launchersFor(
  platform: NodeJS.Platform,
  environment: Environment,
): Promise<readonly Launcher[]> {
  const { BROWSER, DISPLAY, WAYLAND_DISPLAY } = environment
  if (BROWSER === 'none') return []
  const chosen = (BROWSER ?? '').split(':').filter((command) => command !== '')
  const own = chosen.map((command) => ({ command, args: [] }))
  if (platform === 'darwin') return [...own, { command: 'open', args: [] }]
  // No shell takes part: a "&" in the address is nothing special.
  if (platform === 'win32') return [...own, { command: 'rundll32', args: ['url.dll,FileProtocolHandler'] }]
  if (await isWindowsSubsystem()) {
    return [...own, { command: 'rundll32.exe', args: ['url.dll,FileProtocolHandler'] }]
  }
  const hasScreen = [DISPLAY, WAYLAND_DISPLAY].some((display) => display !== undefined && display !== '')
  return hasScreen ? [...own, { command: 'xdg-open', args: [] }] : own
}

async function isWindowsSubsystem(): Promise<boolean> {
  const version = await readFile('/proc/version', 'utf8').catch(() => '')
  return /microsoft/i.test(version)
}

/** It has started, and has not failed in its first moment. */
function launches(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore' })
    const timer = setTimeout(() => resolve(true), LAUNCH_MILLISECONDS)
    const end = (isOpen: boolean) => {
      clearTimeout(timer)
      resolve(isOpen)
    }
    child.once('error', () => end(false))
    child.once('exit', (code) => end(code === 0))
    child.unref()
  })
}
