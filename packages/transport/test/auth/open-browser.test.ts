import { launchersFor, openBrowser } from '../../src/auth/open-browser.js'

const commands = async (...arguments_: Parameters<typeof launchersFor>) =>
  (await launchersFor(...arguments_)).map(({ command }) => command)

test.each<[NodeJS.Platform, Record<string, string>, readonly string[]]>([
  ['darwin', {}, ['open']],
  ['win32', {}, ['rundll32']],
  ['linux', { DISPLAY: ':0' }, ['xdg-open']],
  [
    'linux',
    { WAYLAND_DISPLAY: 'wayland-0', BROWSER: 'firefox:chromium' },
    ['firefox', 'chromium', 'xdg-open'],
  ],
  ['linux', { BROWSER: 'w3m' }, ['w3m']],
  ['linux', {}, []],
  ['darwin', { BROWSER: 'none' }, []],
])('%s with %j', async (platform, environment, expected) => {
  expect(await commands(platform, environment)).toEqual(expected)
})

test.each([
  ['a command that is not there', 'no-such-browser', false],
  ['one that fails', 'false', false],
  ['one that works', 'true', true],
])('%s', async (_, browser, isOpen) => {
  const { BROWSER, DISPLAY, WAYLAND_DISPLAY } = process.env
  Object.assign(process.env, { BROWSER: browser, DISPLAY: '', WAYLAND_DISPLAY: '' })
  try {
    expect(await openBrowser('http://localhost/')).toBe(isOpen)
  } finally {
    Object.assign(process.env, { BROWSER, DISPLAY, WAYLAND_DISPLAY })
    for (const [name, value] of Object.entries({ BROWSER, DISPLAY, WAYLAND_DISPLAY })) {
      if (value === undefined) delete process.env[name]
    }
  }
})
