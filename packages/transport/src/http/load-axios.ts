import { createRequire } from 'node:module'
import type { AxiosStatic } from 'axios'

/**
 * The bundled CommonJS build of axios: its ES module form is a hundred small files, which takes twice as long to load
 * (about 140 ms against 60 ms), and a one-shot query waits for it.
 */
export const axios = createRequire(import.meta.url)('axios') as AxiosStatic
