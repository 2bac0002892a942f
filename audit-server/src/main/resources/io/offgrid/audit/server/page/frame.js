// Which rows of a long list are in the window. Browsers cannot scroll further than some 17 million pixels, so of a longer list only a part has a place on
// the page at a time, and that part is moved, unseen, when its end comes near. Logic only.

/** So many rows have a place at a time. */
export const MOST_ROWS = 200_000;
const OVERSCAN = 8;

/**
 * @param {number} count rows in all
 * @param {number} base the first row that has a place
 * @param {number} top how far the window's upper edge is below the first place, in pixels; negative if above
 * @param {number} height the window's height
 * @returns {{base: number, shift: number, shown: number, first: number, last: number}} the new base; by how many rows it moved, so that the caller
 *     scrolls back by as much; how many rows have a place; and the first and last row to draw
 */
export function frame({ count, base, top, height, rowHeight, most = MOST_ROWS }) {
  const shown = Math.min(count, most);
  const moved = rebase(count, Math.min(base, count - shown), top / rowHeight, shown);
  const shift = moved - base;
  const at = moved + top / rowHeight - shift;
  const first = Math.max(moved, Math.floor(at) - OVERSCAN);
  const last = Math.min(moved + shown - 1, Math.ceil(at + height / rowHeight) + OVERSCAN);
  return { base: moved, shift, shown, first, last };
}

function rebase(count, base, at, shown) {
  const half = Math.floor(shown / 2);
  if (at > shown * 0.75 && base + shown < count) {
    return base + Math.min(half, count - shown - base);
  }
  if (at < shown * 0.25 && base > 0) {
    return base - Math.min(half, base);
  }
  return base;
}
