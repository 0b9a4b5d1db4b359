  # --- matrices: in the precision of what is multiplied with them, packed ---------------------------

  # Where the scales of matrix w[at] are: it has none, and whatever is given for them is not read.
  def scales(self: __torch__.Decoder, at: int) -> int:
    return at

  def product(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(x, weight, None, "none", [], "")

  def biased(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor, bias: Tensor) -> Tensor:
    return ops.mkldnn._linear_pointwise(x, weight, bias, "none", [], "")

  # matrix[0] in the blocks that oneDNN's product of a few rows wants; those of more read it as fast.
  def in_blocks(self: __torch__.Decoder, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(matrix[0], 16)

