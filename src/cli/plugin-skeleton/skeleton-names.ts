import * as api from '../../plugin.js';

/** What things are called in a plugin, all made of its name. */
export interface SkeletonNames {
  /** Of the plugin, of its files and of its message keys: `follow-up`. */
  readonly name: string;
  /** Of the model and its class: `FollowUp`. */
  readonly className: string;
  /** Below `/api/3`: `followup`. */
  readonly resource: string;
  /** Route of the controller below `/api/3`: `openFollowUp`. */
  readonly route: string;
  /** `follow_up`. */
  readonly table: string;
  /** For people: `follow up`. */
  readonly words: string;
}

const FORM = /^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/;
const LONGEST = 40;

/** Types that the files of the skeleton import, which the public API does not have at run time. */
const TYPES = ['ModelEvent', 'Origin', 'Type'];

/** The names of a plugin, from `follow-up`, `FollowUp` or `followUp`; null for what is no name. */
export function skeletonNames(given: string): SkeletonNames | null {
  if (!FORM.test(given) || given.length > LONGEST) return null;
  const parts = given
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split('-');
  const className = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  return {
    name: parts.join('-'),
    className,
    resource: parts.join(''),
    route: `open${className}`,
    table: parts.join('_'),
    words: parts.join(' '),
  };
}

/** Whether a class of the plugin would have the name of something that its files need otherwise. */
export function meansSomething({ className }: SkeletonNames): boolean {
  const classes = ['', 'Rules', 'Hooks', 'Handler', 'Controller', 'Module'].map(
    (kind) => className + kind,
  );
  const taken = (name: string) => name in api || TYPES.includes(name) || name in globalThis;
  return classes.some(taken);
}
