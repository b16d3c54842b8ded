export { InstallModule } from './install.module.js';
export { Installation, type InstallationReport } from './installation.js';
export { seededCountries } from './seed-files.js';
