// Makes elements. The only way this page puts text on the screen is a text node: nothing here, or anywhere else in it, parses markup.

/**
 * An element.
 *
 * @param {string} tag
 * @param {object} attributes `on…` are listeners; booleans are set or left out; everything else is an attribute
 * @param {...(Node|string|number|null|undefined|false|Array)} children texts become text nodes
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    set(element, name, value);
  }
  element.append(...nodes(children));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) {
    return;
  }
  if (name.startsWith("on")) {
    element.addEventListener(name.slice(2), value);
  } else if (name === "value" || name === "checked") {
    element[name] = value;
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/** Puts these children in the place of what is in there. */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Tells a screen reader, politely or at once. */
export function announce(text, urgent = false) {
  byId(urgent ? "urgent" : "polite").textContent = text;
}

/** Whether somebody is typing there. */
export function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName));
}

/** Calls once things have calmed down for so long. */
export function calm(action, milliseconds) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}
