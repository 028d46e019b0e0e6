import { freePorts, isPortFree } from '../loopback/free-port.ts';

/** Every fixed port of the product on this machine, all on 127.0.0.1. */
const FIXED_PORTS = {
  console: 5002,
  functions: 5001,
  twin: 5003,
  grpc: 5004,
  metadata: 5005,
  auth: 9099,
  firestore: 8080,
  emulatorHub: 4400,
  emulatorLogging: 4500,
} as const;

type PortName = keyof typeof FIXED_PORTS;
export type Ports = Readonly<Record<PortName, number>>;

const OWNERS = {
  console: 'the console',
  functions: 'the functions',
  twin: "the twin's REST APIs",
  grpc: "the twin's Cloud Build and Cloud Run",
  metadata: 'the metadata server',
  auth: 'the Auth emulator',
  firestore: 'the Firestore emulator',
  emulatorHub: 'the emulator hub',
  emulatorLogging: "the emulators' log",
} as const satisfies Record<PortName, string>;

/** @throws Error that names each port that is taken and who needs it. */
export async function choosePorts(mode: 'fixed' | 'auto'): Promise<Ports> {
  const names = Object.keys(FIXED_PORTS) as PortName[];
  if (mode === 'auto') {
    const free = await freePorts(names.length);
    return Object.fromEntries(names.map((name, index) => [name, free[index]])) as Ports;
  }
  const free = await Promise.all(names.map((name) => isPortFree(FIXED_PORTS[name])));
  const taken = names.filter((_, index) => !free[index]).map((name) => `${FIXED_PORTS[name]} (${OWNERS[name]})`);
  if (taken.length > 0) {
    throw new Error(
      `Another program has ${taken.length > 1 ? 'ports' : 'port'} ${taken.join(', ')} of this machine. ` +
        'Stop it, or let Proving Ground take free ports: npm start -- --ports auto',
    );
  }
  return FIXED_PORTS;
}
