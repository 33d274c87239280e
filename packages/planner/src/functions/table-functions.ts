import type { FunctionDefinition } from './function-definition.js'
export const TABLE_FUNCTIONS: readonly FunctionDefinition[] = []
