import type { FunctionDefinition } from './function-definition.js'
export const CONDITIONAL_FUNCTIONS: readonly FunctionDefinition[] = []
