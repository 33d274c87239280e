import { createHash } from 'node:crypto'
import type { OrgObject } from '../org/org-object.js'
import type { FieldValue } from '../org/record-sink.js'
import type { RecordChanges } from '../write/record-changes.js'

/** What the platform adds when a file was saved: its size, its document, its place. */
export function completeFile(changes: RecordChanges, object: OrgObject, row: number): void {
  if (object.name === 'Attachment') {
    put(changes, object, row, { BodyLength: sizeOf(changes, object, row, 'Body') })
  } else if (object.name === 'ContentVersion') completeVersion(changes, object, row)
}

function completeVersion(changes: RecordChanges, version: OrgObject, row: number): void {
  const { org } = changes
  const table = org.table(version)
  const values = table.record(row)
  const path = String(values.PathOnClient ?? values.Title ?? '')
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? null
  const title = String(values.Title ?? path.replace(/^.*[/\\]/, '').replace(/\.[^.]+$/, ''))
  const size = sizeOf(changes, version, row, 'VersionData')
  const kind = {
    ContentSize: size,
    FileExtension: extension,
    FileType: extension?.toUpperCase() ?? 'UNKNOWN',
  }
  const document = org.object('ContentDocument')
  const earlier = String(values.ContentDocumentId ?? '')
  const number = earlier === '' ? 1 : retireVersions(changes, version, row, earlier) + 1
  const documentId =
    earlier !== '' || document === undefined
      ? earlier
      : org.table(document).id(changes.insert(document, { Title: title, OwnerId: values.OwnerId ?? null }))
  const bytes = Buffer.from(String(values.VersionData ?? ''), 'base64')
  put(changes, version, row, {
    ...kind,
    Title: title,
    ContentDocumentId: documentId === '' ? null : documentId,
    IsLatest: true,
    VersionNumber: String(number),
    Checksum: createHash('md5').update(bytes).digest('hex'),
  })
  const documentRow = document === undefined ? undefined : org.table(document).row(documentId)
  if (document !== undefined && documentRow !== undefined) {
    put(changes, document, documentRow, { ...kind, Title: title, LatestPublishedVersionId: table.id(row) })
  }
  const place = values.FirstPublishLocationId
  const link = org.object('ContentDocumentLink')
  if (link !== undefined && typeof place === 'string' && earlier === '') {
    changes.insert(link, {
      LinkedEntityId: place,
      ContentDocumentId: documentId,
      ShareType: 'V',
      Visibility: 'AllUsers',
    })
  }
}

/** The versions so far are no longer the latest; how many there are. */
function retireVersions(changes: RecordChanges, version: OrgObject, row: number, documentId: string): number {
  const field = version.field('ContentDocumentId')
  if (field === undefined) return 0
  const rows = changes.org.table(version).index(field).get(documentId) ?? []
  const others = rows.filter((other) => other !== row)
  for (const other of others) put(changes, version, other, { IsLatest: false })
  return others.length
}

function sizeOf({ org }: RecordChanges, object: OrgObject, row: number, name: string): number {
  const field = object.field(name)
  const content = field && org.table(object).value(field, row)
  return Buffer.byteLength(typeof content === 'string' ? content : '', 'base64')
}

function put(
  changes: RecordChanges,
  object: OrgObject,
  row: number,
  values: Readonly<Record<string, FieldValue>>,
): void {
  for (const [name, value] of Object.entries(values)) {
    const field = object.field(name)
    if (field !== undefined) changes.set(object, row, field, value)
  }
}
