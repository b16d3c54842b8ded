/**
 * A port: what a room needs of one that knows it, as an abstract class that it owns. The other room
 * implements it, and the list of ports says who.
 */
export type Port<P extends object> = abstract new (...dependencies: never[]) => P;

/** Finds what stands behind the ports, once all modules are made. */
export interface Ports {
  /** @throws Error when nothing implements the port */
  get<P extends object>(port: Port<P>): P;
}
