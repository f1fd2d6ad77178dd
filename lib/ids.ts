import { randomFillSync } from "node:crypto";
import { V7Generator } from "uuidv7";

/** The system is asked for so many random numbers at once: each call costs as much as an id itself. */
const random = new Uint32Array(1024);
let used = random.length;

const generator = new V7Generator({
  nextUint32() {
    if (used === random.length) {
      randomFillSync(random);
      used = 0;
    }
    return random[used++] as number;
  },
});

/** A UUIDv7: what is made later sorts later. */
export const newId = (): string => generator.generate().toString();
