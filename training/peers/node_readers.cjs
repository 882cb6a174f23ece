// Measure one reader in this process: `node node_readers.cjs NAME FOLDER`. The counterpart of `__main__.py`, with the
// same files in the folder and the same exit codes. All run in TensorFlow.js on WebAssembly, with one thread.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

const SIDE = 48; // pixels, of a face crop
const MISSING = 3; // exit code of a process whose reader is not installed

function installed(nodeModules) {
  const find = createRequire(path.join(nodeModules, "from-here.js"));
  const folder = (name) => path.join(nodeModules, name);
  const version = (name) => JSON.parse(fs.readFileSync(path.join(folder(name), "package.json"))).version;
  return { find, folder, version };
}

async function startTensorFlow({ find, folder }) {
  const tf = find("@tensorflow/tfjs");
  const wasm = find("@tensorflow/tfjs-backend-wasm");
  wasm.setWasmPaths(path.join(folder("@tensorflow/tfjs-backend-wasm"), "dist") + "/");
  wasm.setThreadsCount(1);
  if (!(await tf.setBackend("wasm"))) throw new Error("TensorFlow.js cannot start its WebAssembly backend");
  await tf.ready();
  return tf;
}

// The expression network of face-api, which scales the crop itself.
async function faceApi(packages) {
  const name = "@vladmandic/face-api";
  const tf = await startTensorFlow(packages);
  const net = packages.find(`${name}/dist/face-api.node-wasm.js`).nets.faceExpressionNet;
  const weights = path.join(packages.folder(name), "model");
  await net.loadFromDisk(weights);
  const read = async (face) => {
    const image = tf.tidy(() => tf.tensor(face, [SIDE, SIDE, 1], "int32").tile([1, 1, 3]));
    const said = await net.predictExpressions(image);
    image.dispose();
    return [said.neutral, said.happy, said.sad, said.angry, said.fearful, said.disgusted, said.surprised];
  };
  const labels = ["neutral", "happy", "sad", "angry", "fear", "disgust", "surprise"];
  const weightsBytes = fs.statSync(path.join(weights, "face_expression_model.bin")).size;
  return { read, labels, version: packages.version(name), weightsBytes };
}

// The emotion network of human, prepared as its `src/gear/emotion.ts` does.
async function human(packages) {
  const name = "@vladmandic/human";
  const version = packages.version(name);
  const tf = await startTensorFlow(packages);
  const models = path.join(packages.folder(name), "models");
  const model = JSON.parse(fs.readFileSync(path.join(models, "emotion.json")));
  const bytes = fs.readFileSync(path.join(models, "emotion.bin"));
  const weightSpecs = model.weightsManifest.flatMap((group) => group.weights);
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const net = await tf.loadGraphModel(tf.io.fromMemory({ modelTopology: model.modelTopology, weightSpecs, weightData }));
  const read = async (face) => {
    const said = tf.tidy(() => {
      const image = tf.tensor(face, [1, SIDE, SIDE, 1], "float32").div(255);
      return net.execute(tf.image.resizeBilinear(image, [64, 64]).sub(0.5).mul(2));
    });
    const probabilities = await said.data();
    said.dispose();
    return probabilities;
  };
  const labels = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];
  return { read, labels, version, weightsBytes: bytes.length };
}

async function measure(reader, folder, warmUp) {
  const pixels = fs.readFileSync(path.join(folder, "faces.u8"));
  const count = pixels.length / (SIDE * SIDE);
  const face = (i) => new Uint8Array(pixels.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE));
  for (let i = 0; i < Math.min(warmUp, count); i += 1) await reader.read(face(i));
  const probabilities = new Float32Array(count * reader.labels.length);
  const times = new Float32Array(count);
  const cpu = process.cpuUsage();
  for (let i = 0; i < count; i += 1) {
    const began = process.hrtime.bigint();
    const answer = await reader.read(face(i));
    times[i] = Number(process.hrtime.bigint() - began) / 1e6;
    probabilities.set(answer, i * reader.labels.length);
  }
  const { user, system } = process.cpuUsage(cpu); // microseconds
  const card = { version: reader.version, labels: reader.labels, weights_bytes: reader.weightsBytes };
  card.cpu_ms_per_face = (user + system) / 1000 / Math.max(count, 1);
  fs.writeFileSync(path.join(folder, "probabilities.f32"), probabilities);
  fs.writeFileSync(path.join(folder, "milliseconds.f32"), times);
  fs.writeFileSync(path.join(folder, "card.json"), JSON.stringify(card));
}

async function main(name, folder) {
  const job = JSON.parse(fs.readFileSync(path.join(folder, "job.json")));
  const packages = installed(job.options.node_modules);
  const reader = await { "face-api": faceApi, human }[name](packages);
  await measure(reader, folder, job.warm_up);
}

main(process.argv[2], process.argv[3]).catch((error) => {
  const missing = ["MODULE_NOT_FOUND", "ENOENT"].includes(error.code);
  process.stderr.write(`${error.message.split("\n")[0]}\n`);
  process.exit(missing ? MISSING : 1);
});
