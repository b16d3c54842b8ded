import { Injectable } from '@nestjs/common';
import { refuse } from '../kernel/errors/problem.js';
import { ModelRules } from '../models/index.js';
import { WorkEvent } from './work-event.entity.js';

/** The queue of background work is written by the program that works it off, never by clients. */
@Injectable()
export class WorkEventRules extends ModelRules<WorkEvent> {
  readonly model = WorkEvent;

  override validate(): void {
    refuse('work-events-are-read-only');
  }
}
