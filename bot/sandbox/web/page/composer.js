// The lower edge of the page: text, commands, replies, chosen files.
import { summary } from "/page/bubbles.js";
import { $, element, toast } from "/page/elements.js";
import { albums, prepare } from "/page/photos.js";
import { request } from "/page/server.js";

const chosen = []; // files in the tray: {file, url}
let bot = { first_name: "emostyle" };
let commands = [];
let replyTo = null;
let selected = 0; // in the command menu
let sending = false;

// Takes up who the bot is and which commands it has.
export function introduce(newBot, newCommands) {
  bot = newBot;
  commands = newCommands;
  drawMenu();
  drawContext();
}

// Forgets what was begun in another chat.
export function leave() {
  replyTo = null;
  empty();
}

export function reply(message) {
  replyTo = message;
  drawContext();
  $("text").focus();
}

// Sends text or files, as a reply when one was begun.
export function post(fields) {
  return request("/chat/send", replyTo ? { ...fields, reply_to: replyTo.message_id } : fields);
}

async function send() {
  const text = $("text").value.trim();
  if (sending || (!text && !chosen.length)) return;
  busy(true);
  const sent = chosen.length ? await sendFiles(text) : await post({ text });
  busy(false);
  if (!sent) return;
  $("text").value = "";
  replyTo = null;
  empty();
  typed();
}

async function sendFiles(text) {
  const prepared = await Promise.all(chosen.map(({ file }) => prepare(file, $("as-file").checked)));
  let caption = text;
  for (const album of albums(prepared)) {
    const fields = Object.fromEntries(album.map(({ kind, blob, name }, i) => [`${kind}${i}`, [blob, name]]));
    if (!await post({ ...fields, text: caption })) return false;
    caption = "";
  }
  return true;
}

function busy(now) {
  sending = now;
  now ? $("send").setAttribute("aria-busy", "true") : $("send").removeAttribute("aria-busy");
  drawContext();
}

// ---------------------------------------------------------------- the composer

function typed() {
  $("text").style.height = "auto";
  $("text").style.height = `${$("text").scrollHeight + 2}px`;
  selected = 0;
  drawMenu();
  drawContext();
}

function drawContext() {
  $("reply-bar").hidden = !replyTo;
  $("tray-bar").hidden = !chosen.length;
  if (replyTo) {
    $("reply-who").textContent = `Reply to ${replyTo.own ? "yourself" : replyTo.from.first_name}`;
    $("reply-text").textContent = summary(replyTo);
  }
  $("send").disabled = sending || (!$("text").value.trim() && !chosen.length);
  $("text").placeholder = chosen.length ? "Add a caption" : "Message, or / for commands";
}

function fitting() {
  const text = $("text").value;
  return /^\/\w*$/.test(text) ? commands.filter(({ command }) => command.startsWith(text.slice(1).toLowerCase())) : [];
}

function drawMenu() {
  const fit = document.activeElement === $("text") ? fitting() : [];
  $("commands").hidden = !fit.length;
  selected = Math.min(selected, Math.max(0, fit.length - 1));
  $("commands").replaceChildren(...fit.map(({ command, description }, i) =>
    element("div", { role: "option", id: `command-${i}`, "aria-selected": String(i === selected), onpointerdown: (event) => { event.preventDefault(); choose(command); } },
      element("b", {}, `/${command}`), element("span", {}, description))));
  if (fit.length) {
    $("text").setAttribute("aria-activedescendant", `command-${selected}`);
    $(`command-${selected}`).scrollIntoView({ block: "nearest" });
  } else $("text").removeAttribute("aria-activedescendant");
}

function choose(command) {
  $("text").value = `/${command}`;
  send();
}

const KEYS = {
  ArrowDown: (fit) => { selected = (selected + 1) % fit.length; },
  ArrowUp: (fit) => { selected = (selected + fit.length - 1) % fit.length; },
  Enter: (fit) => choose(fit[selected].command),
  Tab: (fit) => { $("text").value = `/${fit[selected].command} `; },
  Escape: () => { $("text").value = ""; },
};

$("text").addEventListener("keydown", (event) => {
  const fit = $("commands").hidden ? [] : fitting();
  if (fit.length && KEYS[event.key] && !event.shiftKey) {
    event.preventDefault();
    KEYS[event.key](fit);
    drawMenu();
    drawContext();
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.key === "Escape" && (replyTo || chosen.length)) {
    replyTo ? replyTo = null : empty();
    drawContext();
  }
});
$("text").addEventListener("input", typed);
$("text").addEventListener("focus", drawMenu);
$("text").addEventListener("blur", drawMenu);
$("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
$("reply-cancel").addEventListener("click", () => { replyTo = null; drawContext(); $("text").focus(); });

// ---------------------------------------------------------------- files: choose, drop, paste

function add(files) {
  for (const file of files) {
    if (!file.size) { toast(`“${file.name}” is empty, so there is nothing to send.`, "bad"); continue; }
    chosen.push({ file, url: URL.createObjectURL(file) });
  }
  drawTray();
  $("text").focus();
}

function drawTray() {
  $("tray").replaceChildren(...chosen.map((one, i) => {
    const sign = () => element("span", { class: "sign" }, one.file.name);
    const preview = element("img", { src: one.url, alt: one.file.name, onerror: () => preview.replaceWith(sign()) });
    return element("li", {}, preview, element("button", { type: "button", "aria-label": `Remove ${one.file.name}`, onclick: () => remove(i) }, "✕"));
  }));
  drawContext();
}

function remove(i) {
  URL.revokeObjectURL(chosen.splice(i, 1)[0].url);
  drawTray();
  $("text").focus();
}

function empty() {
  while (chosen.length) URL.revokeObjectURL(chosen.pop().url);
  drawTray();
}

for (const id of ["attach", "welcome-choose"]) $(id).addEventListener("click", () => $("files").click());
$("files").addEventListener("change", () => { add($("files").files); $("files").value = ""; });
document.addEventListener("paste", (event) => { if (event.clipboardData.files.length) { event.preventDefault(); add(event.clipboardData.files); } });

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => { if (carriesFiles(event)) { event.preventDefault(); $("drop").hidden = false; } });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) $("drop").hidden = true; });
document.addEventListener("drop", (event) => { if (carriesFiles(event)) { event.preventDefault(); $("drop").hidden = true; add(event.dataTransfer.files); } });

drawContext();
$("text").focus();
