import type { FunctionDefinition } from './function-definition.js'
export const WINDOW_FUNCTIONS: readonly FunctionDefinition[] = []
