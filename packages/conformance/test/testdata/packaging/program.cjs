// The same from CommonJS.
const { CertSqlError, connect } = require('@certsql/driver')
const { startEmulator } = require('@certsql/emulator')
const { CertiniaClient, certinia } = require('@certsql/knex')
const knex = require('knex')

async function main() {
  const org = await startEmulator({})
  const { username, password, securityToken } = org.credentials
  const login = {
    LoginURL: org.url,
    User: username,
    Password: password,
    SecurityToken: securityToken,
    MetadataCache: 'off',
  }
  const connection = await connect(login)
  const { rows } = await connection.query('SELECT UPPER(Name) AS name FROM Account ORDER BY name LIMIT 1')
  const db = knex({ client: CertiniaClient, connection: login })
  const [{ n }] = await db('Account').count({ n: '*' })
  const other = certinia(login)
  const same = (await other('Account').count({ n: '*' }).first()).n === n
  const error = await db('Nothing').catch((reason) => reason)
  console.log(JSON.stringify({ rows: rows.length, n: n > 0, same, isOurs: error instanceof CertSqlError }))
  await Promise.all([db.destroy(), other.destroy(), connection.close()])
  await org.close()
}

main()
