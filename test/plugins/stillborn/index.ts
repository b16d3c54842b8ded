import { definePlugin, Injectable, Module } from 'facturanest/plugin';

@Injectable()
class Unborn {
  constructor() {
    throw new Error('It can not be made');
  }
}

@Module({ providers: [Unborn] })
class StillbornModule {}

export default definePlugin({
  name: 'stillborn',
  version: '1.0.0',
  description: 'Loads, but does not start.',
  compatible: '>=0.1.0',
  module: StillbornModule,
});
