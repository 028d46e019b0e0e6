import { crc32 } from 'node:zlib';

/** The class that the jar's own manifest does not name. */
const EMULATOR_CLASS = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';
const MANIFEST_LINE_BYTES = 72;

/**
 * A jar that is nothing but a manifest pointing at the Google Cloud CLI's emulator: that one has no main class of its
 * own, and firebase-tools starts what it is given with `java -jar`.
 */
export function emulatorShim(emulatorJarUrl: string): Buffer {
  const lines = ['Manifest-Version: 1.0', `Main-Class: ${EMULATOR_CLASS}`, `Class-Path: ${emulatorJarUrl}`];
  return storedZip('META-INF/MANIFEST.MF', Buffer.from(`${lines.flatMap(wrapManifestLine).join('\r\n')}\r\n\r\n`));
}

/** A jar manifest allows 72 bytes a line; the rest follows after a space. */
export function wrapManifestLine(line: string): readonly string[] {
  const wrapped = [line.slice(0, MANIFEST_LINE_BYTES)];
  for (let at = MANIFEST_LINE_BYTES; at < line.length; at += MANIFEST_LINE_BYTES - 1) {
    wrapped.push(` ${line.slice(at, at + MANIFEST_LINE_BYTES - 1)}`);
  }
  return wrapped;
}

/** A zip archive of one uncompressed file: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT section 4.3. */
function storedZip(name: string, content: Buffer): Buffer {
  const path = Buffer.from(name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, content]);
  // Made by version, then what the local header says, then comment, disk, attributes and offset: all zero.
  const central = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, Buffer.alloc(14), path]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}
