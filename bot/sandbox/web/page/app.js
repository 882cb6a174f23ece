// The chat page: shows what the server streams, and sends what the person does.
import { block, fileUrl } from "/page/bubbles.js";
import { introduce, leave, post, reply } from "/page/composer.js";
import { $, element, toast } from "/page/elements.js";
import { connect, request, sit } from "/page/server.js";

const ACTIONS = { typing: "typing…", upload_photo: "sending a photo…", upload_document: "sending a file…", upload_video: "sending a video…" };
const ACTION_MS = 5000; // Telegram shows an action so long
const PRESS_MS = 60000; // a press is answered within that time or never

const messages = new Map(); // message_id -> message
const drawn = new Map(); // block key -> {signature, element}
const pressed = new Map(); // callback id -> "message_id data"
let bot = { first_name: "emostyle" };
let names = { bot: "emostyle", me: 0, group: false }; // how people are called in bubbles
let commands = [];
let actionTimer = 0;

// ---------------------------------------------------------------- what the server tells

function take(event) {
  const takers = {
    chat: () => {
      messages.clear();
      for (const message of event.messages) messages.set(message.message_id, message);
      bot = event.bot;
      commands = event.commands;
      place(event);
      introduce(bot, commands);
      event.action ? act(event.action) : status("good", "online");
      draw(true);
    },
    message: () => keep(event.message),
    edited_message: () => keep(event.message),
    reaction: () => keep(event.message),
    deleted: () => { messages.delete(event.message.message_id); draw(); },
    action: () => act(event.action),
    commands: () => { commands = event.commands; introduce(bot, commands); draw(); },
    pressed: () => {},
    answer: () => answered(event.query),
  };
  takers[event.type]?.();
}

// Shows who sits where, and in which language the app of that person is.
function place({ chat, me, seat, seats }) {
  names = { bot: bot.first_name, me: me.id, group: chat.type !== "private" };
  $("bot-name").textContent = names.group ? chat.title : bot.first_name;
  $("seat").replaceChildren(...seats.map(({ name, label }) => element("option", { value: name, selected: name === seat }, label)));
  $("language").value = me.language_code ?? "en";
  $("group-hint").hidden = !names.group;
  early.clear();
  pressed.clear();
}

$("seat").addEventListener("change", () => { sit($("seat").value); leave(); connect(take, lost); });
$("language").addEventListener("change", () => request("/chat/language", { code: $("language").value }));

function keep(message) {
  const isNew = !messages.has(message.message_id);
  messages.set(message.message_id, message);
  if (isNew && !message.own) { clearTimeout(actionTimer); status("good", "online"); }
  draw(isNew && message.own);
}

function status(state, text) {
  $("status").dataset.state = state;
  $("status").textContent = text;
}

function act(action) {
  status("busy", ACTIONS[action] ?? "busy…");
  clearTimeout(actionTimer);
  actionTimer = setTimeout(() => status("good", "online"), ACTION_MS);
}

// ---------------------------------------------------------------- drawing

const acts = {
  reply,
  show: (id) => show(id),
  enlarge: (media, caption) => enlarge(media, caption),
  settled: () => { if (stuck) toEnd(); },
  say: (text) => post({ text }),
  press: (id, data) => press(id, data),
  copy: (text) => navigator.clipboard.writeText(text).then(() => toast("Copied.")),
  waits: (id, data) => [...pressed.values()].includes(`${id} ${data}`),
};
let stuck = true; // the newest message is in sight

function blocks() {
  const found = new Map();
  for (const message of messages.values()) {
    const key = message.media_group_id ? `album-${message.media_group_id}` : `one-${message.message_id}`;
    found.set(key, [...(found.get(key) ?? []), message]);
  }
  return found;
}

// Elements whose messages did not change stay as they are, with their focus and loaded pictures.
function draw(follow = false) {
  const focus = focusPlace();
  const wanted = blocks();
  for (const [key, old] of drawn) if (!wanted.has(key)) { old.element.remove(); drawn.delete(key); }
  let before = null;
  for (const [key, group] of wanted) {
    const signature = JSON.stringify([names, group, group.map((message) => [...pressed.values()].filter((one) => one.startsWith(`${message.message_id} `)))]);
    if (drawn.get(key)?.signature !== signature) {
      const made = block(group, names, acts);
      const old = drawn.get(key)?.element;
      old ? old.replaceWith(made) : $("blocks").append(made);
      drawn.set(key, { signature, element: made, own: group[0].own });
    }
    const now = drawn.get(key);
    now.element.classList.toggle("turn", before !== null && before !== now.own);
    before = now.own;
  }
  $("welcome").hidden = messages.size > 0;
  $("log").hidden = messages.size === 0;
  drawWelcome();
  restoreFocus(focus);
  if (follow || stuck) toEnd();
  else $("newest").hidden = false;
}

function drawWelcome() {
  const shown = commands.slice(0, 4).map(({ command, description }) =>
    element("button", { type: "button", title: description, onclick: () => post({ text: `/${command}` }) }, `/${command}`));
  $("welcome-commands").replaceChildren(...shown);
}

function focusPlace() {
  const key = document.activeElement?.dataset?.key;
  return key && [document.activeElement.closest("li")?.id, key];
}

function restoreFocus(place) {
  if (!place || document.activeElement?.dataset?.key === place[1]) return;
  document.querySelector(`#${CSS.escape(place[0])} [data-key="${CSS.escape(place[1])}"]`)?.focus({ preventScroll: true });
}

function toEnd() {
  $("scroll").scrollTop = $("scroll").scrollHeight;
  $("newest").hidden = true;
}

$("scroll").addEventListener("scroll", () => {
  const { scrollTop, scrollHeight, clientHeight } = $("scroll");
  stuck = scrollHeight - scrollTop - clientHeight < 80;
  if (stuck) $("newest").hidden = true;
});
$("newest").addEventListener("click", toEnd);
new ResizeObserver(() => { if (stuck) toEnd(); }).observe($("scroll"));

function show(id) {
  const message = messages.get(id);
  const key = message?.media_group_id ? `album-${message.media_group_id}` : `one-${id}`;
  const found = drawn.get(key)?.element;
  if (!found) return toast("That message was deleted.");
  found.scrollIntoView({ block: "center" });
  found.classList.add("flash");
  setTimeout(() => found.classList.remove("flash"), 1300);
}

function enlarge(media, caption) {
  $("viewer-picture").src = fileUrl(media.file_id);
  $("viewer-picture").alt = caption || "Picture";
  $("viewer-caption").textContent = caption;
  $("viewer-download").href = `${fileUrl(media.file_id)}?download`;
  $("viewer-download").download = media.file_name ?? `emostyle-${media.file_unique_id}.jpg`;
  $("viewer").showModal();
}

$("viewer-close").addEventListener("click", () => $("viewer").close());
$("viewer").addEventListener("click", ({ target }) => { if (target === $("viewer") || target === $("viewer-picture")) $("viewer").close(); });

// ---------------------------------------------------------------- buttons

async function press(id, data) {
  if (acts.waits(id, data)) return;
  const query = await request("/chat/press", { message_id: id, data });
  if (!query || early.delete(query.id)) return;
  pressed.set(query.id, `${id} ${data}`);
  setTimeout(() => { if (pressed.delete(query.id)) draw(); }, PRESS_MS);
  draw();
}

const early = new Set(); // answers that came before the reply to the press itself

function answered(query) {
  if (!pressed.delete(query.id)) early.add(query.id);
  draw();
  if (query.text && query.alert) { $("alert-text").textContent = query.text; $("alert").showModal(); }
  else if (query.text) toast(query.text);
}

function lost() {
  clearTimeout(actionTimer);
  status("bad", "No connection – trying again…");
}

connect(take, lost);
