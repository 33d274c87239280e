/**
 * Parentheses, brackets and CASEs may stand in each other this deep; a query counts twice. The parser descends for
 * each, and the stack must also hold whoever called it: half of it is left. No query that people or programs write
 * comes near.
 */
export const MAX_NESTING = 100
