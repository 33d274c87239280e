/** A SOAP call as EXPLAIN shows it. */
export function soapRequest(name: string, apiVersion: string): string {
  return `POST /services/Soap/u/${apiVersion} (${name})`
}
