package io.offgrid.audit.faults;

/** How much of a fault is tried. */
enum Length {
  /** Minutes for all of them: what every build can afford. */
  SHORT,
  /** Hours: what the published figures come from. */
  LONG
}
