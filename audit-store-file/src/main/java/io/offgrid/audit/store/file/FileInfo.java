package io.offgrid.audit.store.file;

/**
 * What stands at a path.
 *
 * @param identity tells files apart whatever they are called: device and inode where there are such
 * @param regular whether it is a regular file, not a link, directory or device
 * @param size in bytes
 */
record FileInfo(String identity, boolean regular, long size) {}
