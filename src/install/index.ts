export { InstallModule } from './install.module.js';
export { Installation, type InstallationReport } from './installation.js';
