// Chosen files become what Telegram's apps would send: photos are made small and lose their metadata, files stay as they are.

const LONGEST_SIDE = 1280; // pixels, as Telegram's apps send photos
const QUALITY = 0.87;
const STRANGEST_RATIO = 20; // longer to shorter side; beyond it the apps send a file
const ALBUM = 10; // most files in one album

// Returns {kind: "photo" | "video" | "file", blob, name} for one chosen file.
export async function prepare(file, asFile) {
  if (!asFile && file.type.startsWith("video/")) return { kind: "video", blob: file, name: file.name };
  const photo = asFile || file.type === "image/gif" ? null : await asPhoto(file);
  return photo ? { kind: "photo", blob: photo, name: "photo.jpg" } : { kind: "file", blob: file, name: file.name };
}

// Splits prepared files into albums of one kind with ten at most, in the order in which they were chosen.
export function albums(prepared) {
  const found = [];
  for (const one of prepared) {
    const last = found.at(-1);
    if (last && last[0].kind === one.kind && one.kind !== "video" && last.length < ALBUM) last.push(one);
    else found.push([one]);
  }
  return found;
}

async function asPhoto(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null; // not a picture that this browser can read
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  if (Math.max(canvas.width, canvas.height) > STRANGEST_RATIO * Math.min(canvas.width, canvas.height)) return null;
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff"; // JPEG has no transparency
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.imageSmoothingQuality = "high";
  paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
