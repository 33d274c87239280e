#!/usr/bin/env node
import '../packages/cli/bin/certsql.js'
