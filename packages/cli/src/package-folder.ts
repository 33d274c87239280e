/** The folder of this package: one up from here, whether as modules in `dist` or bundled. */
export const PACKAGE_FOLDER = new URL('../', import.meta.url)
