import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser'
import { isQueryValid } from '@jetstreamapp/soql-parser-js'

/** Why one of two independent parsers refuses a query; undefined when both accept it. */
export function soqlComplaint(soql: string): string | undefined {
  // Neither parser knows the two escapes that SOQL has in LIKE patterns only.
  const known = soql.replace(/\\(.)/gs, (pair, letter) => (letter === '%' || letter === '_' ? 'x' : pair))
  if (!isQueryValid(known)) return `soql-parser-js refuses ${soql}`
  return apexComplaint(known)
}

function apexComplaint(soql: string): string | undefined {
  const complaints: string[] = []
  class Listener extends ApexErrorListener {
    override apexSyntaxError(line: number, column: number, message: string): void {
      complaints.push(`apex-parser refuses ${soql} at ${line}:${column}: ${message}`)
    }
  }
  const { parser } = ApexParserFactory.createLexerAndParser(soql, new Listener())
  parser.query()
  const END_OF_INPUT = -1
  if (parser.getCurrentToken().type !== END_OF_INPUT) complaints.push(`apex-parser stops inside ${soql}`)
  return complaints[0]
}
