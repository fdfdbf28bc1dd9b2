import convert from 'heic-convert'
import { parentPort, workerData } from 'node:worker_threads'

// Runs in a thread of its own; what it throws becomes the thread's error.
parentPort!.postMessage(new Uint8Array(await convert({ buffer: workerData as Uint8Array, format: 'JPEG', quality: 0.92 })))
