// Runs Jest with ES modules switched on; arguments are passed through.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const jest = createRequire(import.meta.url).resolve('jest/bin/jest')
const flags = ['--experimental-vm-modules', '--no-warnings', jest, ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, flags, { stdio: 'inherit' })
process.exit(status ?? 1)
