/** Where the container's paths and ports lie on this machine. */
export interface Translation {
  /** The folder that stands for `/`. */
  readonly rootfs: string;
  /** Container paths that lie in the rootfs; every other path is the machine's. */
  readonly ownedPaths: readonly string[];
  /** The loopback port that stands for a port of the container. */
  readonly portMap: Readonly<Record<number, number>>;
  /**
   * Whether `localhost:PORT` means the container itself. True in a build, where nothing else is in reach; false in a
   * service, whose environment names other services of this machine by such addresses.
   */
  readonly loopbackIsSelf?: boolean;
}

const BEFORE_A_PATH = String.raw`(?<=^|[\s=:,;'"\x60(<>|&{!@]|file://)`;
const AFTER_A_PATH = String.raw`(?=$|[\s=:,;'"\x60)<>|&}/*?$\\#])`;
const PORT_FLAG = /^--?(?:p|port|http-port|listen-port)$/;
const PORT_FLAG_WITH_VALUE = /^(--?(?:port|http-port|listen-port)=)(\d+)$/;

/** `HOST=0.0.0.0`, `--host=::`: what listens there would be open to the whole network, past every check of the front. */
const ALL_INTERFACES = /(?<=^|=)(?:0\.0\.0\.0|\[::\]|::)$/;

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Puts the rootfs before every owned path that stands as a token of its own: `/app`, `A=/app/x`, `/app:/models`. */
export function translatePaths(
  text: string,
  { rootfs, ownedPaths }: Pick<Translation, 'rootfs' | 'ownedPaths'>,
): string {
  if (ownedPaths.length === 0 || !text.includes('/')) return text;
  const longestFirst = [...ownedPaths].sort((a, b) => b.length - a.length);
  const pattern = `${BEFORE_A_PATH}(?:${longestFirst.map(escapeRegExp).join('|')})${AFTER_A_PATH}`;
  return text.replace(new RegExp(pattern, 'g'), (path) => `${rootfs}${path}`);
}

/** Turns listen addresses (`0.0.0.0:8080`, `:8080`, `http://0.0.0.0:8080`) into the loopback address mapped to them. */
export function translateAddresses(
  text: string,
  { portMap, loopbackIsSelf }: Pick<Translation, 'portMap' | 'loopbackIsSelf'>,
): string {
  const hosts = String.raw`0\.0\.0\.0|\[::\]${loopbackIsSelf ? String.raw`|127\.0\.0\.1|localhost|\[::1\]` : ''}`;
  const everywhere = text.replace(ALL_INTERFACES, '127.0.0.1');
  // No host at all is an address only where a value starts: `a:8080` is something else.
  const address = new RegExp(String.raw`(?<![\w.\]-])(?:(?:${hosts})|(?<=^|=)):(\d{1,5})(?!\d)`, 'g');
  return everywhere.replace(address, (whole, port: string) => {
    const mapped = portMap[Number(port)];
    return mapped === undefined ? whole : `127.0.0.1:${mapped}`;
  });
}

const translateText = (text: string, translation: Translation) =>
  translatePaths(translateAddresses(text, translation), translation);

/** A command line in machine terms; `--port 8080` and `--port=8080` follow the port map too. */
export function translateArgv(argv: readonly string[], translation: Translation): readonly string[] {
  const mapped = (port: string) => String(translation.portMap[Number(port)] ?? port);
  return argv.map((argument, index) => {
    const flag = PORT_FLAG_WITH_VALUE.exec(argument);
    if (flag) return `${flag[1]}${mapped(flag[2] ?? '')}`;
    if (/^\d+$/.test(argument) && PORT_FLAG.test(argv[index - 1] ?? '')) return mapped(argument);
    return translateText(argument, translation);
  });
}

/** An environment in machine terms: paths, listen addresses, and PORT. PATH is not its business. */
export function translateEnv(env: Readonly<Record<string, string>>, translation: Translation): Record<string, string> {
  const translated: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    const port = name === 'PORT' ? translation.portMap[Number(value)] : undefined;
    translated[name] = port === undefined ? translateText(value, translation) : String(port);
  }
  return translated;
}

/** Where the machine keeps its own tools; they follow whatever the image brings. */
const MACHINE_PATH = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];
/** What every image's PATH contains, whether or not it says so. */
const IMAGE_PATH = ['/usr/local/bin', '/bin'];

/** The image's PATH inside the rootfs, then the machine's. */
export function translatePathVariable(imagePath: string | undefined, rootfs: string): string {
  const entries = [...(imagePath ?? '').split(':').filter((entry) => entry.startsWith('/')), ...IMAGE_PATH];
  return [...new Set([...entries.map((entry) => `${rootfs}${entry}`), ...MACHINE_PATH])].join(':');
}
