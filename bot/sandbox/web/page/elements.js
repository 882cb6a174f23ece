// Small tools for elements.

const TOAST_MS = 5000;

export const $ = (id) => document.getElementById(id);

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null && child !== false));
  return made;
}

// Tells something for a few seconds above the messages, where no buttons are that were pressed just now.
export function toast(text, kind = "") {
  const shown = element("div", { class: kind }, text);
  $("toasts").append(shown);
  setTimeout(() => shown.remove(), TOAST_MS);
}
