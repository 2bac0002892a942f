package io.offgrid.audit.store.file;

/**
 * What stands at a path.
 *
 * @param identity tells files apart whatever they are called: device and inode where there are such
 * @param regular whether it is a regular file, not a link, directory or device
 * @param directory whether it is a directory, not a link to one
 * @param size in bytes
 */
record FileInfo(String identity, boolean regular, boolean directory, long size) {}
