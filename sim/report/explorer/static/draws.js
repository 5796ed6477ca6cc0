// The laboratory's own chance: numpy's Philox4x64-10 and its bounded whole numbers, draw for draw.

const TWO_32 = 2 ** 32;
const ROUNDS = 10;
const FIRST = [0xd2e7470e, 0xe14c6c93], SECOND = [0xca5a8263, 0x95121157];
const FIRST_STEP = [0x9e3779b9, 0x7f4a7c15], SECOND_STEP = [0xbb67ae85, 0x84caa73b];

// Upper and lower half of the product of two numbers below 2^32.
function product(a, b) {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return [aHigh * bHigh + (middle >>> 16) + (other >>> 16), Math.imul(a, b) >>> 0];
}

// Words of 64 bits are [upper, lower]; this is the upper and the lower word of a product.
function wide([aHigh, aLow], [bHigh, bLow]) {
  const [low, left, right, high] = [product(aLow, bLow), product(aLow, bHigh), product(aHigh, bLow), product(aHigh, bHigh)];
  const second = low[0] + left[1] + right[1];
  const third = left[0] + right[0] + high[1] + Math.floor(second / TWO_32);
  return [[(high[0] + Math.floor(third / TWO_32)) >>> 0, third >>> 0], [second >>> 0, low[1]]];
}

function sum([aHigh, aLow], [bHigh, bLow]) {
  const low = aLow + bLow;
  return [(aHigh + bHigh + Math.floor(low / TWO_32)) >>> 0, low >>> 0];
}

function mixed(a, b, c) {
  return [(a[0] ^ b[0] ^ c[0]) >>> 0, (a[1] ^ b[1] ^ c[1]) >>> 0];
}

// The four words that belong to a count.
function block(count, key) {
  let counter = [[0, count], [0, 0], [0, 0], [0, 0]];
  let keys = [key.slice(0, 2), key.slice(2, 4)];
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round) keys = [sum(keys[0], FIRST_STEP), sum(keys[1], SECOND_STEP)];
    const [highA, lowA] = wide(FIRST, counter[0]);
    const [highB, lowB] = wide(SECOND, counter[2]);
    counter = [mixed(highB, counter[1], keys[0]), lowB, mixed(highA, counter[3], keys[1]), lowA];
  }
  return counter;
}

function* numbers(key) {
  for (let count = 1; ; count += 1) {
    for (const [high, low] of block(count, key)) yield* [low, high];
  }
}

// `rows` rows of `worlds` whole numbers below `worlds`, by Lemire's method as numpy draws them.
export function draws(key, rows, worlds) {
  const drawn = new Uint32Array(rows * worlds);
  const source = numbers(key);
  const least = (TWO_32 - worlds) % worlds;
  for (let at = 0; at < drawn.length; at += 1) {
    let scaled = source.next().value * worlds;
    while (scaled % TWO_32 < least) scaled = source.next().value * worlds;
    drawn[at] = Math.floor(scaled / TWO_32);
  }
  return drawn;
}
