import type { FunctionDefinition } from './function-definition.js'
export const JSON_FUNCTIONS: readonly FunctionDefinition[] = []
