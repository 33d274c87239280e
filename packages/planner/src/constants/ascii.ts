/** Texts whose case and blanks are told here: beyond them, the tables of DuckDB decide. */
export const PRINTABLE_ASCII = /^[\x20-\x7e]*$/
