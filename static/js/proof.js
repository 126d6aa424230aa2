/** Works out the riddle of a guarded form while a person reads: the number whose SHA-256 with the salt is the challenge. */
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve({ salt, challenge, most }) {
  const encoder = new TextEncoder();
  for (let tried = 0; tried <= most; tried += 1) {
    if (hex(await crypto.subtle.digest("SHA-256", encoder.encode(salt + tried))) === challenge) return tried;
  }
  return null;
}

export async function bindProofs(root) {
  for (const form of root.querySelectorAll("form[data-proof]")) {
    if (!globalThis.crypto?.subtle) return;
    const riddle = JSON.parse(form.dataset.proof);
    const found = await solve(riddle);
    const { salt, challenge, signature } = riddle;
    form.elements.proof.value = btoa(JSON.stringify({ algorithm: "SHA-256", challenge, number: found, salt, signature }));
  }
}
