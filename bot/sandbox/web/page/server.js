// Speaks to the sandbox: one stream of events comes, forms go.
import { toast } from "/page/elements.js";

const RETRY_MS = 1500;
let seat = "you"; // who writes, and where
let stream = null;
let timer = 0;

// Changes the seat: connect again to see its chat.
export function sit(name) { seat = name; }

// Calls `take` with each event, the whole chat first; calls `lost` when the stream breaks and connects anew.
export function connect(take, lost) {
  clearTimeout(timer);
  stream?.close();
  stream = new EventSource(`/chat/events?seat=${encodeURIComponent(seat)}`);
  stream.onmessage = ({ data }) => take(JSON.parse(data));
  stream.onerror = () => {
    lost();
    stream.close();
    timer = setTimeout(() => connect(take, lost), RETRY_MS);
  };
}

// Sends a form and returns the answer, or null when it was refused or lost; the person is told why.
export async function request(path, fields) {
  const form = new FormData();
  form.append("seat", seat);
  for (const [name, value] of Object.entries(fields)) value instanceof Array ? form.append(name, value[0], value[1]) : form.append(name, value);
  try {
    const response = await fetch(path, { method: "POST", body: form });
    if (response.ok) return await response.json();
    toast(await response.text(), "bad");
  } catch {
    toast("That was not sent: there is no connection to the sandbox. Is it still running?", "bad");
  }
  return null;
}
