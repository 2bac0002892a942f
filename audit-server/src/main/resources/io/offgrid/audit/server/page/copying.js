// Copies text, and says so on the button.
import { announce, fill, h } from "./dom.js";
import { icon } from "./icons.js";

/** A button that copies what `text()` gives. */
export function copyButton(label, text) {
  const button = h("button", { type: "button", class: "copy" }, icon("copy"), label);
  button.addEventListener("click", async () => {
    const done = await copy(text());
    fill(button, icon(done ? "check" : "cross"), done ? "Copied" : "Could not copy");
    announce(done ? "Copied" : "The browser does not let this page copy");
    setTimeout(() => fill(button, icon("copy"), label), 2000);
  });
  return button;
}

/** The clipboard is for secure contexts only; elsewhere the old way still works. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea", { class: "unseen", value: text });
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return done;
  }
}
