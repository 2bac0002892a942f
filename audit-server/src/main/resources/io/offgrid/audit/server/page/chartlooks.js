// How the chart looks: its stripes, and the labels of its axes.
import { parts } from "./time.js";

/** Failures are striped: told by more than their colour. */
export function stripes(context, colour, between) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6 * devicePixelRatio;
  const paint = tile.getContext("2d");
  paint.scale(devicePixelRatio, devicePixelRatio);
  paint.fillStyle = colour;
  paint.fillRect(0, 0, 6, 6);
  paint.strokeStyle = between;
  paint.lineWidth = 1.2;
  paint.beginPath();
  paint.moveTo(-1, 7);
  paint.lineTo(7, -1);
  paint.stroke();
  return context.createPattern(tile, "repeat");
}

/** Times for the axis: the date where it changes, else the time. Days need no time, and may begin an hour early when clocks changed in between. */
export function labels(ticks, step) {
  if (step >= 86_400) {
    return ticks.map((tick) => parts((tick + 7200) * 1000).date.slice(5));
  }
  let before = "";
  return ticks.map((tick) => {
    const { date, time } = parts(tick * 1000);
    const label =
      date === before && time !== "00:00:00" ? time.slice(0, 5) : `${date.slice(5)}${time === "00:00:00" ? "" : ` ${time.slice(0, 5)}`}`;
    before = date;
    return label;
  });
}

/** A number in little room: `1.2k`. */
export function compact(n) {
  return n >= 1e6 ? `${+(n / 1e6).toFixed(1)}M` : n >= 1e3 ? `${+(n / 1e3).toFixed(1)}k` : String(n);
}
