import type { FunctionDefinition } from './function-definition.js'
export const NUMBER_FUNCTIONS: readonly FunctionDefinition[] = []
