package io.offgrid.audit.store.file;

import java.util.Map;

/**
 * What is on a disk: names and contents by number. Number 0 is the root; what has names is a
 * directory, what has content a file.
 *
 * @param names in each directory, by its number
 * @param contents of each file, by its number
 */
public record DiskImage(Map<Integer, Map<String, Integer>> names, Map<Integer, byte[]> contents) {}
