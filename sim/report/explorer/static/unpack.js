// The words and numbers of the page, out of the text that carries them (packing.py says how it is made).

const UNDEFINED = -1;

export async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const unpacking = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(unpacking).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const told = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const [policies, worlds] = [told.at.length, told.worlds.length];
  const view = new DataView(buffer, 4 + length);
  const values = told.outcomes.map((_, outcome) => told.at.map((_row, policy) =>
    Float64Array.from({ length: worlds }, (_cell, world) =>
      view.getFloat64(8 * ((outcome * policies + policy) * worlds + world), true))));
  const after = 4 + length + 8 * told.outcomes.length * policies * worlds;
  return { ...told, values, spreads: spreads(told, new Uint8Array(buffer, after)) };
}

// For each outcome: percentiles x policies x months; null where months were not kept, NaN where one is undefined.
function spreads(told, planes) {
  const half = planes.length / 2;
  let at = 0;
  const line = ({ low, step }) => {
    let code = 0;
    return told.months.map(() => {
      const zigzag = planes[at] | (planes[half + at] << 8);
      code += (zigzag >>> 1) ^ -(zigzag & 1);
      at += 1;
      return code === UNDEFINED ? NaN : low + code * step;
    });
  };
  return told.outcomes.map(({ months }) =>
    months && told.percentiles.map(() => told.at.map(() => line(months))));
}
