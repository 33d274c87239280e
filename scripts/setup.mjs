// Makes a fresh clone ready: pinned pnpm through npx, frozen lockfile, build. Nothing is done twice.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = join(root, 'node_modules', '.setup-stamp')
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

requireNode(20, 19)
const wanted = { install: hashOf(manifests()), build: hashOf(sources()) }
const done = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {}

if (done.install !== wanted.install) {
  say('installing packages (frozen lockfile; the first time takes about half a minute) …')
  run('npx', [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--config.confirmModulesPurge=false',
    '--reporter=append-only',
  ])
}
if (
  done.install !== wanted.install ||
  done.build !== wanted.build ||
  !existsSync(join(root, 'packages/cli/dist'))
) {
  say('building …')
  run(process.execPath, [join(root, 'packages/sql/scripts/copy-chevrotain.mjs')])
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'])
  run(process.execPath, [join(root, 'scripts/bundle.mjs')])
}
writeFileSync(stampFile, JSON.stringify(wanted))

function manifests() {
  const packages = readdirSync(join(root, 'packages')).map((name) =>
    join(root, 'packages', name, 'package.json'),
  )
  return ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']
    .map((name) => join(root, name))
    .concat(packages.filter(existsSync))
}

function sources() {
  const inPackages = readdirSync(join(root, 'packages'), { recursive: true, withFileTypes: true })
  return inPackages
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.(ts|json)$/.test(entry.name) &&
        !/[/\\](dist|node_modules)([/\\]|$)/.test(entry.parentPath),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Names, sizes and times are enough: a touched file only costs an incremental build. */
function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** Quiet, unless it fails: stdout belongs to the data of `npm run demo`, and stderr to what its user must know. */
function run(command, args) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  if (status === 0) return
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
  say(error ? `${command}: ${error.message}` : `${command} ${args.join(' ')} failed`)
  process.exit(status ?? 1)
}

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  say(`CertSQL needs Node ${major}.${minor} or newer; this is ${process.version}.`)
  process.exit(2)
}

function say(text) {
  process.stderr.write(`certsql: ${text}\n`)
}
