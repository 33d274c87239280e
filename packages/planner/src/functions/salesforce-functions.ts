import type { FunctionDefinition } from './function-definition.js'
export const SALESFORCE_FUNCTIONS: readonly FunctionDefinition[] = []
