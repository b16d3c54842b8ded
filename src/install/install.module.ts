import { Module } from '@nestjs/common';
import { Installation } from './installation.js';

/** The first filling of an empty database. */
@Module({ providers: [Installation], exports: [Installation] })
export class InstallModule {}
