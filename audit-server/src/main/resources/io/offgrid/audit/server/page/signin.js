// Asks for a token when the server wants one, and forgets it again.
import { fill, h } from "./dom.js";
import { json, useToken } from "./api.js";
import { icon } from "./icons.js";
import { show } from "./show.js";

/**
 * Who asks: `{token, may, version, location}`. Asks for a token as often as it takes.
 */
export async function whoami() {
  let wrong = "";
  for (;;) {
    try {
      return await json("/v1/audit/whoami");
    } catch (error) {
      if (error.status !== 401) {
        throw error;
      }
      wrong = wrong === null ? error.message : "";
      useToken(await askForToken(wrong));
      wrong = null;
    }
  }
}

/** The token that somebody enters. */
function askForToken(wrong) {
  const input = h("input", {
    type: "password",
    id: "token",
    autocomplete: "off",
    spellcheck: "false",
    required: true,
    "aria-describedby": "token-hint",
  });
  const dialog = h("dialog", { class: "dialog signin", "aria-labelledby": "signin-title" });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  return new Promise((resolve) => {
    const enter = (event) => {
      event.preventDefault();
      const token = input.value.trim();
      if (token) {
        dialog.close();
        dialog.remove();
        resolve(token);
      }
    };
    fill(
      dialog,
      h(
        "form",
        { onsubmit: enter },
        h("h2", { id: "signin-title" }, icon("key"), "This log needs a token"),
        h("label", { for: "token" }, "Token"),
        input,
        wrong ? h("p", { class: "wrong", role: "alert" }, show(wrong, 500)) : null,
        h(
          "p",
          { class: "hint", id: "token-hint" },
          "Whoever runs the server makes one: ",
          h("code", {}, "offgrid audit token create NAME --may read"),
          ". It is kept until this tab is closed, and goes into no address.",
        ),
        h("button", { type: "submit", class: "primary" }, "Sign in"),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    input.focus();
  });
}

/** Shows who is signed in, with a way out. */
export function drawWho(element, who) {
  fill(
    element,
    who.token && [
      h("span", { class: "muted" }, "Signed in as ", h("b", {}, show(who.token, 60))),
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          onclick: () => {
            useToken(null);
            location.reload();
          },
        },
        "Sign out",
      ),
    ],
  );
}
