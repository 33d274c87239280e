#!/usr/bin/env node
import { readFileSync, statSync, writeSync } from 'node:fs'
import module from 'node:module'

const words = process.argv.slice(2)
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) printVersion()
else process.exit(await (await loadMain())(words))

/** Asked by scripts, often: nothing else is loaded for it. */
function printVersion() {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  try {
    writeSync(1, `${version}\n`)
  } catch {
    // Nobody listens.
  }
}

async function loadMain() {
  // From Node 22.1 on: what was compiled once is kept, in the folder for temporary files.
  module.enableCompileCache?.()
  const bundle = new URL('../bundle/index.js', import.meta.url)
  const modules = new URL('../dist/index.js', import.meta.url)
  const { main } = await import(isCurrent(bundle) ? bundle : modules)
  return main
}

/** In the repository, a package may have been built after the bundle; an installed one has nothing but the bundle. */
function isCurrent(bundle) {
  const bundled = timeOf(bundle)
  if (bundled === undefined) return false
  const packages = ['core', 'sql', 'catalog', 'planner', 'engine', 'transport', 'driver', 'cli']
  return packages.every((name) => {
    const built = timeOf(new URL(`../../${name}/dist/.tsbuildinfo`, import.meta.url))
    return built === undefined || built <= bundled
  })
}

function timeOf(url) {
  return statSync(url, { throwIfNoEntry: false })?.mtimeMs
}
