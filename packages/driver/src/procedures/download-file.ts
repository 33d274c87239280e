import { BIGINT, CertSqlError, ID, TEXT } from '@certsql/core'
import { FileOutput } from '../files/file-output.js'
import { id, text } from './parameter.js'
import { defineProcedure, type ProcedureContext } from './procedure.js'
import { FILE_OBJECTS } from './upload-file.js'

/** How the Ids of the objects that keep files begin. */
const PREFIXES: Readonly<Record<string, keyof typeof FILE_OBJECTS>> = {
  '068': 'ContentVersion',
  '00P': 'Attachment',
  '015': 'Document',
}

const CONTENT_DOCUMENT = '069'

export const downloadFile = defineProcedure({
  name: 'DownloadFile',
  description: 'Puts a file of the org onto this machine; it streams, and appears when all of it is there.',
  parameters: {
    Id: id.required('A ContentVersion, ContentDocument (its latest version), Attachment or Document.'),
    Path: text.required('Where the file is put; one that is there is replaced.'),
    Object: text.optional('The object of the record.', 'told by the Id'),
    Field: text.optional('The field that holds the file.', 'VersionData or Body'),
  },
  results: { Id: ID, Path: TEXT, Bytes: BIGINT, ContentType: TEXT },
  writes: false,
  usesFiles: true,
  requests: ({ Id, Object: object, Field }, version) =>
    Id.startsWith(CONTENT_DOCUMENT)
      ? [
          `GET /services/data/v${version}/query (its latest version)`,
          `GET /services/data/v${version}/sobjects/ContentVersion/…/VersionData`,
        ]
      : [`GET /services/data/v${version}/${filePath(Id, object, Field)}`],
  async run({ Id, Path, Object: object, Field }, context) {
    const recordId = Id.startsWith(CONTENT_DOCUMENT) ? await latestVersion(Id, context) : Id
    const source = filePath(recordId, object, Field)
    const output = await FileOutput.open(Path)
    try {
      const { headers, body } = await context.client.download(source, context.request)
      let bytes = 0
      for await (const part of body) {
        bytes += part.length
        await output.write(part)
      }
      await output.finish()
      return [[recordId, Path, bytes, headers['content-type'] ?? null]]
    } catch (error) {
      await output.discard()
      throw error
    }
  },
})

function filePath(recordId: string, givenObject: string | undefined, givenField: string | undefined): string {
  const known = PREFIXES[recordId.slice(0, 3)]
  const object = givenObject ?? known
  const field = givenField ?? (known === undefined ? undefined : FILE_OBJECTS[known].fileField)
  if (object !== undefined && field !== undefined) {
    return `sobjects/${encodeURIComponent(object)}/${encodeURIComponent(recordId)}/${encodeURIComponent(field)}`
  }
  throw new CertSqlError({
    code: 'CERT-3002',
    message: `The Id ${recordId} is not that of a file.`,
    hint: 'give Object and Field for other records that hold one',
  })
}

async function latestVersion(documentId: string, { client, request }: ProcedureContext): Promise<string> {
  const soql = `SELECT LatestPublishedVersionId FROM ContentDocument WHERE Id = '${documentId}'`
  for await (const { records } of client.query(soql, request)) {
    const version = records[0]?.LatestPublishedVersionId
    if (typeof version === 'string') return version
  }
  throw new CertSqlError({ code: 'CERT-6001', message: `There is no ContentDocument ${documentId}.` })
}
