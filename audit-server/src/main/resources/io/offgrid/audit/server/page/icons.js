// The page's icons: strokes on a 16 by 16 grid, coloured like the text beside them. A word always stands beside one, or names the button.

const PATHS = {
  check: "M3 8.5 6.5 12 13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  dash: "M4 8h8",
  info: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 7.3v4M8 4.6v.8",
  warning: "M8 2 14.5 13.5h-13zM8 6.5v3.5M8 11.2v.8",
  critical: "M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM8 4.6v4.4M8 10.6v.8",
  shieldOk: "M8 1.5 2.5 3.5v4c0 3.4 2.3 5.7 5.5 7 3.2-1.3 5.5-3.6 5.5-7v-4zM5.3 7.9l2 2 3.5-3.8",
  shieldBad: "M8 1.5 2.5 3.5v4c0 3.4 2.3 5.7 5.5 7 3.2-1.3 5.5-3.6 5.5-7v-4zM5.9 5.7l4.2 4.2m0-4.2-4.2 4.2",
  shieldUnknown:
    "M8 1.5 2.5 3.5v4c0 3.4 2.3 5.7 5.5 7 3.2-1.3 5.5-3.6 5.5-7v-4zM6.3 6.4c0-2.2 3.4-2.2 3.4 0 0 1.3-1.7 1.3-1.7 2.7M8 10.7v.7",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  play: "M5 3.2v9.6L12.5 8z",
  download: "M8 2v8.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
  filter: "M2 3.5h12L9.5 8.8V13l-3 1V8.8z",
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.5V8l2.5 1.8",
  down: "M4 6.5 8 10.5 12 6.5",
  up: "M4 9.5 8 5.5 12 9.5",
  copy: "M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3",
  key: "M10.5 2.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8.3 7.7 2.5 13.5M4.5 11.5l1.7 1.7",
  link: "M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7l-.9.900M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.2 9.1a2.6 2.6 0 0 0 3.7 3.7l.9-.9",
};

/** An icon; not seen by screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
