import type { FunctionDefinition } from './function-definition.js'
export const TEXT_FUNCTIONS: readonly FunctionDefinition[] = []
