import type { FunctionDefinition } from './function-definition.js'
export const LIST_FUNCTIONS: readonly FunctionDefinition[] = []
