import type { FunctionDefinition } from './function-definition.js'
export const DATE_FUNCTIONS: readonly FunctionDefinition[] = []
