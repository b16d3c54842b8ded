import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Port, Ports } from './ports.js';

/** The ports as Nest has them: each of its providers, of whatever module, asked once. */
@Injectable()
export class ModulePorts implements Ports {
  private readonly known = new Map<Port<object>, object>();

  constructor(private readonly modules: ModuleRef) {}

  get<P extends object>(port: Port<P>): P {
    const known = this.known.get(port) ?? this.modules.get<P>(port, { strict: false });
    this.known.set(port, known);
    return known as P;
  }
}
