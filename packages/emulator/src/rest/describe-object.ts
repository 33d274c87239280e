import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'

type Described = Readonly<Record<string, unknown>>

/** An object as Describe Global lists it. */
export function describeSummary(object: OrgObject, basePath: string): Described {
  const { schema, name } = object
  const url = `${basePath}/sobjects/${name}`
  const isCustom = schema.custom ?? name.endsWith('__c')
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: schema.createable ?? true,
    custom: isCustom,
    customSetting: false,
    deepCloneable: false,
    deletable: schema.deletable ?? true,
    deprecatedAndHidden: schema.deprecatedAndHidden ?? false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label: schema.label,
    labelPlural: schema.labelPlural ?? `${schema.label}s`,
    layoutable: true,
    mergeable: false,
    mruEnabled: true,
    name,
    queryable: schema.queryable ?? true,
    replicateable: true,
    retrieveable: true,
    searchable: true,
    triggerable: true,
    undeletable: schema.undeletable ?? true,
    updateable: schema.updateable ?? true,
    urls: { rowTemplate: `${url}/{ID}`, describe: `${url}/describe`, sobject: url },
  }
}

/** The whole of `sobjects/X/describe`. */
export function describeObject(object: OrgObject, basePath: string): Described {
  return {
    ...describeSummary(object, basePath),
    actionOverrides: [],
    childRelationships: object.childRelationships.map((child) => ({
      cascadeDelete: child.cascadeDelete,
      childSObject: child.childObject,
      deprecatedAndHidden: false,
      field: child.field,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: child.name,
      restrictedDelete: false,
    })),
    compactLayoutable: true,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: object.fields.map(describeField),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [],
    searchLayoutable: true,
    supportedScopes: supportedScopes(object),
  }
}

function supportedScopes(object: OrgObject): readonly Described[] {
  const everything = { label: `All ${object.schema.labelPlural ?? object.schema.label}`, name: 'everything' }
  if (object.field('OwnerId') === undefined) return [everything]
  return [everything, { label: `My ${object.schema.labelPlural ?? object.schema.label}`, name: 'mine' }]
}

function describeField(field: OrgField): Described {
  const { schema, name } = field
  const isText = field.kind === 'text' || field.kind === 'multipicklist'
  const length = schema.length ?? (field.kind === 'id' ? 18 : 0)
  return {
    aggregatable: schema.aggregatable ?? false,
    aiPredictionField: false,
    autoNumber: schema.autoNumber ?? false,
    byteLength: isText ? length * 3 : length,
    calculated: schema.calculated ?? false,
    calculatedFormula: null,
    cascadeDelete: schema.cascadeDelete ?? false,
    caseSensitive: schema.caseSensitive ?? false,
    compoundFieldName: schema.compoundFieldName ?? null,
    controllerName: null,
    createable: schema.createable ?? false,
    custom: schema.custom ?? name.endsWith('__c'),
    defaultValue: field.kind === 'boolean' ? false : null,
    defaultValueFormula: null,
    defaultedOnCreate: schema.defaultedOnCreate ?? false,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: schema.digits ?? (field.kind === 'int' ? 9 : 0),
    displayLocationInDecimal: false,
    encrypted: schema.type === 'encryptedstring',
    externalId: schema.externalId ?? false,
    extraTypeInfo: schema.extraTypeInfo ?? null,
    filterable: schema.filterable ?? false,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: schema.groupable ?? false,
    highScaleNumber: false,
    htmlFormatted: schema.htmlFormatted ?? false,
    idLookup: schema.idLookup ?? schema.type === 'id',
    inlineHelpText: null,
    label: schema.label,
    length,
    mask: null,
    maskType: null,
    name,
    nameField: schema.nameField ?? false,
    namePointing: schema.namePointing ?? false,
    nillable: schema.nillable ?? false,
    permissionable: schema.custom ?? false,
    picklistValues: (schema.picklistValues ?? []).map((value) => ({
      active: value.active ?? true,
      defaultValue: value.defaultValue ?? false,
      label: value.label ?? value.value,
      validFor: null,
      value: value.value,
    })),
    polymorphicForeignKey: schema.polymorphicForeignKey ?? false,
    precision: schema.precision ?? 0,
    queryByDistance: schema.type === 'location',
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: schema.relationshipName ?? null,
    relationshipOrder: schema.relationshipOrder ?? null,
    restrictedDelete: false,
    restrictedPicklist: schema.restrictedPicklist ?? false,
    scale: schema.scale ?? 0,
    searchPrefilterable: false,
    soapType: soapTypeOf(field),
    sortable: schema.sortable ?? false,
    type: schema.type,
    unique: schema.unique ?? false,
    updateable: schema.updateable ?? false,
    writeRequiresMasterRead: false,
  }
}

function soapTypeOf({ kind, schema }: OrgField): string {
  switch (kind) {
    case 'id':
      return 'tns:ID'
    case 'text':
      return schema.type === 'anyType' ? 'xsd:anyType' : 'xsd:string'
    case 'multipicklist':
      return 'xsd:string'
    case 'boolean':
      return 'xsd:boolean'
    case 'int':
      return 'xsd:int'
    case 'double':
      return 'xsd:double'
    case 'date':
      return 'xsd:date'
    case 'datetime':
      return 'xsd:dateTime'
    case 'time':
      return 'xsd:time'
    case 'compound':
      return schema.type === 'location' ? 'tns:location' : 'tns:address'
    case 'base64':
      return 'xsd:base64Binary'
  }
}
