export { InstallModule } from './install.module.js';
export {
  hasCompany,
  Installation,
  type InstallationReport,
  type InstallationTerms,
} from './installation.js';
export { seededCountries } from './seed-files.js';
