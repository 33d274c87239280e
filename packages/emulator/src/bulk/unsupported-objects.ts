/** Objects that the Bulk API refuses, in lower case: views of other objects, and what only REST can read. */
const UNSUPPORTED_OBJECTS: ReadonlySet<string> = new Set([
  'activityhistory',
  'aggregateresult',
  'assettokenevent',
  'eventwhorelation',
  'knowledgearticleversion',
  'notesandattachment',
  'openactivity',
  'partnerrole',
  'processinstancehistory',
  'recentlyviewed',
  'taskpriority',
  'taskwhorelation',
])

/** Value sets (`CaseStatus`, `TaskStatus`, …) and the variants of event relations. */
const UNSUPPORTED_NAMES = /(?:^[a-z]+status|^(?:accepted|declined|undecided)eventrelation)$/

/** Whether jobs may read and write the object. */
export function isBulkObject(name: string): boolean {
  const lower = name.toLowerCase()
  return !UNSUPPORTED_OBJECTS.has(lower) && !UNSUPPORTED_NAMES.test(lower)
}
