import {
  Answer,
  ApiPipeline,
  Controller,
  definePlugin,
  Get,
  Module,
  Translator,
} from 'facturanest/plugin';

@Controller()
@ApiPipeline()
export class WrappingController {
  constructor(private readonly translator: Translator) {}

  @Get('api/:version/envoltorios')
  list(): Answer {
    return Answer.of({ text: this.translator.text('wrapped') });
  }
}

@Module({ controllers: [WrappingController] })
class WrappingModule {}

export default definePlugin({
  name: 'wrapping',
  version: '2.0.0',
  description: 'Wraps gifts.',
  compatible: '>=0.1.0',
  requires: ['gifts'],
  module: WrappingModule,
  resources: ['envoltorios'],
  texts: { en_EN: { wrapped: 'In paper.' }, es_ES: { wrapped: 'En papel.' } },
});
