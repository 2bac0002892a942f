// When things happen in a made-up month: busy days, quiet nights and weekends, and four times somebody who tries passwords.
const DAYS = 30;
const SLOT = 30 * 60_000;
const SLOTS = (DAYS * 86_400_000) / SLOT;
const ATTACKS = new Set([0.31, 0.58, 0.83, 0.86].map((part) => Math.floor(part * SLOTS)));

function weight(slot) {
  const hour = (slot * SLOT) / 3_600_000;
  const weekend = Math.floor(hour / 24) % 7 > 4;
  return (0.15 + Math.exp(-(((hour % 24) - 14) ** 2) / 18)) * (weekend ? 0.35 : 1) + (ATTACKS.has(slot) ? 4 : 0);
}

/** For each of so many events, how long before the month's end it happens, in milliseconds, and whether it is an attack. */
export function month(count) {
  const weights = Array.from({ length: SLOTS }, (_, slot) => weight(slot));
  const total = weights.reduce((sum, one) => sum + one, 0);
  const events = [];
  let before = 0;
  weights.forEach((one, slot) => {
    const last = Math.round(((before + one) / total) * count);
    const first = events.length;
    for (let i = first; i < last; i++) {
      const at = (slot + (i - first) / (last - first)) * SLOT;
      events.push({ ago: DAYS * 86_400_000 - at, attack: ATTACKS.has(slot) && i % 5 !== 0 });
    }
    before += one;
  });
  return events;
}
