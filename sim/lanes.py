"""Eight sums of a column side by side, as vectors that a processor adds at once.

numba makes vectors of loops whose order does not matter; of sums it does, and their order is part of a result's bits.
Here the order is said, lane by lane, and the same on every processor, however wide its vectors are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload
from numpy.typing import NDArray

LANES = 8
_IN_32_BITS, _IN_64_BITS = ir.VectorType(ir.FloatType(), LANES), ir.VectorType(ir.DoubleType(), LANES)
_VECTORS = {types.float32: _IN_32_BITS, types.float64: _IN_64_BITS}
_ALIGNED_TO = {types.float32: 4, types.float64: 8}
"""Bytes of which the place of a column's value is a multiple."""


def sums_in_lanes(values: NDArray[np.floating]) -> tuple[float, ...]:
    """Eight sums in 64 bits: of the first of each eight values, of the second...; fewer than eight at the end are left.

    Kernels add numbers of 32 and 64 bits that lie side by side as vectors, others one by one.
    """
    sums = np.zeros(LANES)
    for row in range(0, len(values) - len(values) % LANES, LANES):
        sums += values[row : row + LANES]
    return tuple(sums.tolist())


@overload(sums_in_lanes, jit_options={"_nrt": False})  # type: ignore[typeddict-unknown-key]
def _compiled(values: Any) -> Any:  # noqa: ANN401  numba's types have no types
    """Compile `sums_in_lanes` as vectors, or one by one where values are whole numbers or lie apart."""

    def add(values: Any) -> Any:  # noqa: ANN401
        return _add_vectors(values)  # type: ignore[call-arg]

    def add_one_by_one(values: Any) -> Any:  # noqa: ANN401
        a = b = c = d = e = f = g = h = 0.0
        for row in range(0, len(values) - len(values) % LANES, LANES):
            a, b, c, d = a + values[row], b + values[row + 1], c + values[row + 2], d + values[row + 3]
            e, f, g, h = e + values[row + 4], f + values[row + 5], g + values[row + 6], h + values[row + 7]
        return a, b, c, d, e, f, g, h

    is_column = isinstance(values, types.Array) and values.ndim == 1
    fits = is_column and values.layout == "C" and values.aligned and values.dtype in _VECTORS
    return add if fits else add_one_by_one if is_column else None


@intrinsic
def _add_vectors(_: Any, values: Any) -> Any:  # noqa: ANN401
    """Add vectors of eight values of a column."""
    vector = _VECTORS[values.dtype]

    def build(context: Any, builder: ir.IRBuilder, signature: Any, given: Any) -> Any:  # noqa: ANN401
        column = context.make_array(signature.args[0])(context, builder, given[0])
        size = builder.extract_value(column.shape, 0)
        begin, step = ir.Constant(size.type, 0), ir.Constant(size.type, LANES)
        end = builder.sub(size, builder.urem(size, step))
        none = ir.Constant(_IN_64_BITS, [0.0] * LANES)
        sums = cgutils.alloca_once_value(builder, none)  # type: ignore[no-untyped-call]
        with cgutils.for_range_slice(builder, begin, end, step, inc=True) as (row, _):
            place = builder.bitcast(builder.gep(column.data, [row]), vector.as_pointer())
            few = builder.load(place, align=_ALIGNED_TO[values.dtype])
            wide = few if vector is _IN_64_BITS else builder.fpext(few, _IN_64_BITS)
            builder.store(builder.fadd(builder.load(sums), wide), sums)
        whole = builder.load(sums)
        lanes = [builder.extract_element(whole, ir.Constant(ir.IntType(32), lane)) for lane in range(LANES)]
        return context.make_tuple(builder, signature.return_type, lanes)

    eight = types.UniTuple(types.float64, LANES)  # type: ignore[no-untyped-call]
    return eight(values), build
