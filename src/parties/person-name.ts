/**
 * The name of a new customer in the two parts of its contact: the first word, and the rest as it
 * stands (empty if there is none).
 */
export function splitName(name: string): { nombre: string; apellidos: string } {
  const [, nombre = '', apellidos = ''] = /^(\S*)\s*(.*)$/s.exec(name.trim()) ?? [];
  return { nombre, apellidos };
}
