import { double } from '/worker-part.js';

self.onmessage = async ({ data }) => {
  const outcome = await fetch(data.url).then((response) => response.text(), (error) => `failed: ${error.message}`);
  self.postMessage({ doubled: double(data.number), outcome });
};
