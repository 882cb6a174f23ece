// Messages become elements. Nothing here knows the server or the composer; what a click does is in `acts`.
import { element } from "/page/elements.js";

const KINDS = { photo: "Photo", document: "File", video: "Video", animation: "Animation", audio: "Audio", voice: "Voice message", sticker: "Sticker" };
const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };
const SHOWN = /^image\/(jpeg|png|webp|gif)$/;

export const fileUrl = (id) => `/chat/files/${encodeURIComponent(id)}`;
export const wordsOf = (message) => message.text ?? message.caption ?? "";

export function mediaOf(message) {
  const kind = Object.keys(KINDS).find((one) => one !== "document" && message[one]) ?? (message.document ? "document" : null);
  if (!kind) return null;
  const file = kind === "photo" ? message.photo.at(-1) : message[kind];
  return { kind, ...file };
}

export function summary(message) {
  const media = mediaOf(message);
  const words = wordsOf(message).replace(/\s+/g, " ");
  return media ? `${KINDS[media.kind]}${words ? `: ${words}` : ""}` : words;
}

// One block is one message, or the messages of one album.
export function block(messages, names, acts) {
  const [first] = messages;
  const last = messages.at(-1);
  const speaking = messages.find((message) => wordsOf(message)) ?? first;
  const words = wordsOf(speaking);
  const marks = speaking.entities ?? speaking.caption_entities ?? [];
  const bubble = element("div", { class: words ? "bubble" : "bubble bare" },
    names.group && !first.own ? element("div", { class: "sender" }, nameOf(first, names)) : element("span", { class: "unseen" }, `${nameOf(first, names)}: `),
    first.forward_origin && element("div", { class: "sender" }, `Forwarded from ${first.forward_origin.sender_user.first_name}`),
    first.reply_to_message && quoted(first.reply_to_message, names, acts),
    ...mediaParts(messages, acts),
    words && element("div", { class: "words" }, ...marked(words, marks, acts)),
    meta(last),
    reactions(messages));
  const row = element("li", { class: first.own ? "message own" : "message", id: `message-${first.message_id}` },
    element("div", { class: "body" }, bubble, keyboard(last, acts)),
    element("div", { class: "tools" },
      element("button", { type: "button", "aria-label": `Reply to: ${summary(speaking).slice(0, 60)}`, title: "Reply", "data-key": "reply", onclick: () => acts.reply(first) }, "↩")));
  return row;
}

function nameOf(message, names) {
  if (message.from.is_bot) return names.bot;
  return message.from.id === names.me ? "You" : message.from.first_name;
}

function meta(message) {
  const time = new Date(message.date * 1000);
  return element("div", { class: "meta" },
    message.edit_date && element("span", {}, "edited"),
    element("time", { datetime: time.toISOString() }, time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })));
}

function reactions(messages) {
  const emoji = messages.flatMap((message) => message.reactions ?? []);
  return emoji.length > 0 && element("div", { class: "reactions", "aria-label": "Reactions" }, ...emoji.map((one) => element("span", {}, one)));
}

function quoted(message, names, acts) {
  return element("button", { type: "button", class: "quoted", "data-key": "quote", onclick: () => acts.show(message.message_id) },
    element("span", { class: "unseen" }, "In reply to "), element("strong", {}, nameOf(message, names)), element("span", {}, summary(message)));
}

function mediaParts(messages, acts) {
  const found = messages.map((message) => ({ message, media: mediaOf(message) })).filter((one) => one.media);
  const pictures = found.filter((one) => one.media.kind === "photo");
  const files = found.filter((one) => one.media.kind !== "photo");
  const tall = pictures.length === 1 && pictures[0].media.height > pictures[0].media.width;
  const shape = pictures.length > 1 ? "pictures many" : `pictures one${tall ? " tall" : ""}`;
  return [
    pictures.length > 0 && element("div", { class: shape }, ...pictures.map((one) => picture(one, acts))),
    ...files.map((one) => fileRow(one.media)),
  ];
}

function picture({ message, media }, acts) {
  const caption = message.caption ?? "";
  const name = caption ? `Photo: ${caption}` : message.own ? "Your photo" : "Photo";
  return element("button", { type: "button", "aria-label": `${name} – enlarge`, "data-key": `picture-${message.message_id}`, onclick: () => acts.enlarge(media, caption) },
    element("img", { src: fileUrl(media.file_id), alt: "", width: media.width, height: media.height, onload: acts.settled }));
}

function fileRow(media) {
  const name = media.file_name ?? KINDS[media.kind];
  const sign = SHOWN.test(media.mime_type ?? "")
    ? element("img", { class: "sign", src: fileUrl(media.file_id), alt: "", width: 46, height: 46 })
    : element("span", { class: "sign", "aria-hidden": "true" }, media.kind === "video" ? "▶" : "⬇");
  return element("a", { class: "file", href: `${fileUrl(media.file_id)}?download`, download: name, "data-key": `file-${media.file_id}` },
    sign, element("span", {}, element("b", {}, name), element("small", {}, `${KINDS[media.kind]}, ${size(media.file_size)}`)));
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function keyboard(message, acts) {
  const rows = message.reply_markup?.inline_keyboard;
  return rows && element("div", { class: "keyboard", role: "group", "aria-label": "Buttons" },
    ...rows.map((row, y) => element("div", {}, ...row.map((button, x) => key(message, button, `key-${y}-${x}`, acts)))));
}

function key(message, button, place, acts) {
  if (button.url) return element("a", { href: safe(button.url), target: "_blank", rel: "noreferrer", "data-key": place }, button.text);
  const act = button.copy_text ? () => acts.copy(button.copy_text.text) : () => acts.press(message.message_id, button.callback_data);
  return element("button", { type: "button", "data-key": place, "data-press": button.callback_data, onclick: act, "aria-busy": acts.waits(message.message_id, button.callback_data) && "true" }, button.text);
}

// Text with its marks; offsets count UTF-16 units, as strings do here.
function marked(text, marks, acts) {
  const cuts = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.offset, mark.offset + mark.length])])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i];
    const around = marks.filter((mark) => mark.offset <= start && mark.offset + mark.length >= end);
    return around.reduceRight((inner, mark) => wrap(mark, inner, text.slice(start, end), acts), document.createTextNode(text.slice(start, end)));
  });
}

function wrap(mark, inner, text, acts) {
  if (mark.type === "bot_command") return element("button", { type: "button", class: "command", "data-key": `command-${mark.offset}`, onclick: () => acts.say(text) }, inner);
  if (mark.type === "url" || mark.type === "text_link") return element("a", { href: safe(mark.url ?? text), target: "_blank", rel: "noreferrer" }, inner);
  if (mark.type === "spoiler") return element("span", { class: "spoiler", tabindex: "0" }, inner);
  return TAGS[mark.type] ? element(TAGS[mark.type], {}, inner) : inner;
}

// Links may lead to the web and nowhere else.
function safe(url) {
  return /^https?:\/\//i.test(url) ? url : "about:blank";
}
