/** "1 service", "3 services"; where adding an s will not do, the plural is said. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
