import { randomUUID } from 'node:crypto'
import type { LocalRelation, LocalRelations } from '@certsql/planner'

/** The temporary tables and views of a connection. */
export class TemporaryRelations implements LocalRelations {
  private readonly relations = new Map<string, LocalRelation>()

  find(name: string): LocalRelation | undefined {
    return this.relations.get(name.toLowerCase())
  }

  all(): readonly LocalRelation[] {
    return [...this.relations.values()]
  }

  /** A name for the rows of a table; never the same one twice, as sessions share a local database. */
  newStorage(): string {
    return randomUUID()
  }

  /** In place of what had the name before. */
  put(relation: LocalRelation): void {
    this.relations.set(relation.name.toLowerCase(), relation)
  }

  remove({ name }: LocalRelation): void {
    this.relations.delete(name.toLowerCase())
  }
}
