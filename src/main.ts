import 'reflect-metadata';
import { serve } from './cli/serve.js';

await serve(process.env);
