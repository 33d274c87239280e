import type { FieldSchema, ObjectSchema } from '../org/org-schema.js'

const READ = { filterable: true, sortable: true, groupable: true, aggregatable: true }
const WRITE = { createable: true, updateable: true }

function text(name: string, label: string, length: number, more: Partial<FieldSchema> = {}): FieldSchema {
  return { name, label, type: 'string', length, nillable: true, ...READ, ...more }
}

function lookup(
  name: string,
  label: string,
  referenceTo: readonly string[],
  more: Partial<FieldSchema> = {},
): FieldSchema {
  const relationshipName = name.replace(/Id$/, '')
  return {
    name,
    label,
    type: 'reference',
    length: 18,
    nillable: true,
    referenceTo,
    relationshipName,
    ...READ,
    ...more,
  }
}

function file(name: string, label: string): FieldSchema {
  return { name, label, type: 'base64', nillable: false, ...WRITE }
}

/** What files may hang on: any record of the org. */
function parents(objects: readonly { readonly name: string }[]): readonly string[] {
  return objects.map(({ name }) => name)
}

/** The objects of the platform that hold files: they belong to every org, whatever else its schema has. */
export function fileObjects(others: readonly ObjectSchema[]): readonly ObjectSchema[] {
  const anything = parents(others)
  const object = { createable: true, updateable: true, deletable: true, queryable: true }
  return [
    {
      name: 'ContentVersion',
      label: 'Content Version',
      keyPrefix: '068',
      ...object,
      deletable: false,
      fields: [
        lookup('ContentDocumentId', 'ContentDocument ID', ['ContentDocument'], { createable: true }),
        { name: 'IsLatest', label: 'Is Latest', type: 'boolean', ...READ },
        text('VersionNumber', 'Version Number', 20),
        text('Title', 'Title', 255, { ...WRITE, nameField: true }),
        {
          name: 'Description',
          label: 'Description',
          type: 'textarea',
          length: 1_000,
          nillable: true,
          ...READ,
          ...WRITE,
        },
        text('PathOnClient', 'Path On Client', 500, { createable: true }),
        text('FileType', 'File Type', 20),
        text('FileExtension', 'File Extension', 40),
        text('Checksum', 'Checksum', 50),
        { name: 'ContentSize', label: 'Size', type: 'int', nillable: true, ...READ },
        file('VersionData', 'Version Data'),
        lookup('FirstPublishLocationId', 'First Publish Location ID', anything, { createable: true }),
        { ...lookup('OwnerId', 'Owner ID', ['User'], WRITE), nillable: false, defaultedOnCreate: true },
      ],
    },
    {
      name: 'ContentDocument',
      label: 'Content Document',
      keyPrefix: '069',
      ...object,
      createable: false,
      fields: [
        text('Title', 'Title', 255, { ...WRITE, nillable: false, nameField: true }),
        lookup('LatestPublishedVersionId', 'Latest Published Version ID', ['ContentVersion']),
        { name: 'ContentSize', label: 'Size', type: 'int', nillable: true, ...READ },
        text('FileType', 'File Type', 20),
        text('FileExtension', 'File Extension', 40),
        { ...lookup('OwnerId', 'Owner ID', ['User'], { updateable: true }), nillable: false },
      ],
    },
    {
      name: 'ContentDocumentLink',
      label: 'Content Document Link',
      keyPrefix: '06A',
      ...object,
      fields: [
        lookup('LinkedEntityId', 'Linked Entity ID', anything, { createable: true, nillable: false }),
        lookup('ContentDocumentId', 'ContentDocument ID', ['ContentDocument'], {
          createable: true,
          nillable: false,
          cascadeDelete: true,
        }),
        text('ShareType', 'Share Type', 40, WRITE),
        text('Visibility', 'Visibility', 40, WRITE),
      ],
    },
    {
      name: 'Attachment',
      label: 'Attachment',
      keyPrefix: '00P',
      ...object,
      fields: [
        lookup('ParentId', 'Parent ID', anything, { createable: true, nillable: false, cascadeDelete: true }),
        text('Name', 'File Name', 255, { ...WRITE, nillable: false, nameField: true }),
        text('ContentType', 'Content Type', 120, WRITE),
        { name: 'BodyLength', label: 'Body Length', type: 'int', nillable: true, ...READ },
        file('Body', 'Body'),
        text('Description', 'Description', 500, WRITE),
        { ...lookup('OwnerId', 'Owner ID', ['User'], WRITE), nillable: false, defaultedOnCreate: true },
      ],
    },
  ]
}
