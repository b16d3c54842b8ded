import {
  Day,
  GeneratedKey,
  Integer,
  Model,
  Text,
  Time,
  timeOfDay,
  today,
} from '../models/index.js';

@Model({
  name: 'AttachedFile',
  resource: 'attachedfiles',
  table: 'attached_files',
  description:
    'A file kept in the file store of the server, such as a scan, a logo or a product picture.',
  example: { path: 'desk.png' },
})
export class AttachedFile {
  @Day('Day on which the file was uploaded', { required: true, initial: today })
  date!: string;

  @Text(100, 'Name shown for the file, with extension', { required: true })
  filename!: string;

  @Time('Time of day of the upload, HH:MM:SS', { initial: timeOfDay })
  hour!: string | null;

  @GeneratedKey('Internal number of the file')
  idfile!: number;

  @Text(100, 'Media type detected from the content, e.g. image/png', {
    protected: true,
    freeText: false,
  })
  mimetype!: string | null;

  @Text(200, 'Location of the file inside the file store', {
    required: true,
    protected: true,
    freeText: false,
  })
  path!: string;

  @Integer('Size of the file in bytes', { required: true, initial: 0, protected: true })
  size!: number;
}
