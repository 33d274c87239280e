#!/usr/bin/env node
import { main } from '../packages/emulator/dist/main.js'

process.exitCode = await main(process.argv.slice(2))
