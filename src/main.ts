import 'reflect-metadata';
import { main } from './cli/index.js';

await main(['serve']);
