import type { FunctionDefinition } from './function-definition.js'
export const AGGREGATE_FUNCTIONS: readonly FunctionDefinition[] = []
