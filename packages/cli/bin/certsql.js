#!/usr/bin/env node
import { statSync } from 'node:fs'

const bundle = new URL('../bundle/index.js', import.meta.url)
const modules = new URL('../dist/index.js', import.meta.url)
const { main } = await import(isCurrent() ? bundle : modules)
process.exit(await main(process.argv.slice(2)))

/** In the repository, a package may have been built after the bundle; an installed one has nothing but the bundle. */
function isCurrent() {
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
