// Run by copy-kill.test.ts: begins a load, or goes on with it, as a process of its own.
import { connect } from '@certsql/driver'

const [options, sql] = process.argv.slice(2)
const connection = await connect(JSON.parse(options))
const { rowCount } = await connection.query(sql)
await connection.close()
process.stdout.write(`${rowCount}`)
