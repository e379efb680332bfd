/** Reads the cloud of an organization, page by page. */
export const READ = 'terminals.read-cloud';
/** The cloud has told of changes: it is read once they have stopped coming. */
export const HEARD = 'terminals.cloud-heard';
