declare module 'njre' {
  /** Downloads a Java runtime; the folder that holds `installPath` receives a `jre` folder. Resolves to that folder. */
  export function install(
    majorVersion: number,
    options: { readonly type: 'jre' | 'jdk'; readonly installPath: string },
  ): Promise<string>;
}
