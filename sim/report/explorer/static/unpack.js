// The words and numbers of the page, out of the text that carries them (packing.py says how it is made).

const UNDEFINED = -1;

export async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const unpacking = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(unpacking).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const told = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const rows = told.outcomes.length * told.at.length;
  const [first, second] = [4 + length, 4 + length + 8 * rows * told.worlds.length];
  const values = cubed(told, new DataView(buffer, first), told.worlds.length);
  const bySet = cubed(told, new DataView(buffer, second), told.sets);
  return { ...told, values, bySet, spreads: spreads(told, new Uint8Array(buffer, second + 8 * rows * told.sets)) };
}

// Outcomes x policies x worlds, or sets.
function cubed(told, view, length) {
  const policies = told.at.length;
  return told.outcomes.map((_, outcome) => told.at.map((_row, policy) =>
    Float64Array.from({ length }, (_cell, at) => view.getFloat64(8 * ((outcome * policies + policy) * length + at), true))));
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
