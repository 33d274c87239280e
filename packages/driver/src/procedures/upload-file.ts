import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  BIGINT,
  CertSqlError,
  didYouMean,
  ID,
  type JsonRecordValue,
  systemErrorReason,
  TEXT,
} from '@certsql/core'
import { inDoubt, refused } from './outcome-error.js'
import { id, text } from './parameter.js'
import { defineProcedure } from './procedure.js'

/** How each object keeps a file. */
interface FileObject {
  readonly fileField: string
  readonly nameField: string
  /** The lookup to the record that the file is for. */
  readonly parentField: string
  readonly needsParent: boolean
}

export const FILE_OBJECTS = {
  ContentVersion: {
    fileField: 'VersionData',
    nameField: 'Title',
    parentField: 'FirstPublishLocationId',
    needsParent: false,
  },
  Attachment: { fileField: 'Body', nameField: 'Name', parentField: 'ParentId', needsParent: true },
  Document: { fileField: 'Body', nameField: 'Name', parentField: 'FolderId', needsParent: true },
} as const satisfies Readonly<Record<string, FileObject>>

type FileObjectName = keyof typeof FILE_OBJECTS

export const uploadFile = defineProcedure({
  name: 'UploadFile',
  description: 'Puts a file of this machine into the org; it streams, and may have 2 GB.',
  parameters: {
    Path: text.required('The file.'),
    ParentId: id.optional(
      'The record that it is for; the folder of a Document.',
      'nobody but the user, for a ContentVersion',
    ),
    Title: text.optional('Its name in the org.', 'the name of the file'),
    Object: text.optional('ContentVersion, Attachment or Document.', 'ContentVersion'),
    ContentDocumentId: id.optional('The file in the org of which this is a new version.'),
    Description: text.optional('What it is.'),
    ContentType: text.optional('Its media type.', 'application/octet-stream'),
  },
  results: { Id: ID, Object: TEXT, Bytes: BIGINT },
  writes: true,
  usesFiles: true,
  requests: ({ Object: object }, version) => [
    `POST /services/data/v${version}/sobjects/${fileObject(object)} (multipart)`,
  ],
  async run(args, { client, request }) {
    const { Path: path, Title, ParentId, ContentDocumentId, Description, ContentType } = args
    const object = fileObject(args.Object)
    const { fileField, nameField, parentField, needsParent } = FILE_OBJECTS[object]
    if (needsParent && ParentId === undefined) {
      throw new CertSqlError({ code: 'CERT-3002', message: `UploadFile into ${object} needs ParentId.` })
    }
    const bytes = await sizeOf(path)
    const fileName = basename(path)
    const fields: Record<string, JsonRecordValue> = { [nameField]: Title ?? fileName }
    if (object === 'ContentVersion') fields.PathOnClient = fileName
    if (ContentDocumentId !== undefined) fields.ContentDocumentId = ContentDocumentId
    else if (ParentId !== undefined) fields[parentField] = ParentId
    if (Description !== undefined) fields.Description = Description
    if (ContentType !== undefined && object !== 'ContentVersion') fields.ContentType = ContentType
    const outcome = await client.upload(
      {
        object,
        fields,
        fileField,
        fileName,
        ...(ContentType === undefined ? {} : { contentType: ContentType }),
        content: () => createReadStream(path),
      },
      request,
    )
    const what = `take the file "${path}"`
    if (outcome.kind === 'written') return [[outcome.id, object, bytes]]
    if (outcome.kind === 'inDoubt') throw inDoubt(what, outcome.cause)
    throw refused(what, outcome.kind === 'failed' ? outcome.errors : [])
  },
})

function fileObject(name: string | undefined): FileObjectName {
  if (name === undefined) return 'ContentVersion'
  const names = Object.keys(FILE_OBJECTS) as FileObjectName[]
  const known = names.find((one) => one.toLowerCase() === name.toLowerCase())
  if (known !== undefined) return known
  throw new CertSqlError({
    code: 'CERT-3002',
    message: `UploadFile does not know how ${name} keeps a file.`,
    hint: didYouMean(name, names) ?? `the objects are ${names.join(', ')}`,
  })
}

async function sizeOf(path: string): Promise<number> {
  try {
    const file = await stat(path)
    if (file.isFile()) return file.size
  } catch (error) {
    throw unreadable(path, systemErrorReason(error), error)
  }
  throw unreadable(path, 'it is no file', undefined)
}

function unreadable(path: string, reason: string, cause: unknown): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8603',
    message: `The file "${path}" cannot be read: ${reason}.`,
    cause,
  })
}
