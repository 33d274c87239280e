export type * from './ast.js'
export * from './build.js'
export { parseExpression, parseStatement, parseStatements } from './parse.js'
