  # --- matrices: in the precision of what is multiplied with them, packed ---------------------------

  # Where the scales of matrix w[at] are: it has none, and whatever is given for them is not read.
  def scales(self: __torch__.Decoder, at: int) -> int:
    return at

  def product(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    if weight.is_mkldnn:
      y = ops.mkldnn._linear_pointwise(x, weight, None, "none", [], "")
    else:
      y = torch.linear(x, weight)
    return y

  def biased(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor, bias: Tensor) -> Tensor:
    if weight.is_mkldnn:
      y = ops.mkldnn._linear_pointwise(x, weight, bias, "none", [], "")
    else:
      y = torch.linear(x, weight, bias)
    return y

  # matrix[0] in the blocks that oneDNN's product of a few rows wants; those of more read it as fast.
  # oneDNN 3.7.1 loses numbers of a last block that is not full on some processors (seen on Zen 5,
  # 70 rows of float32, in blocks of 64): such a matrix stays as it is.
  def in_blocks(self: __torch__.Decoder, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    blocks = ops.mkldnn._reorder_linear_weight(matrix[0], 16)
    if not torch.equal(blocks.to_dense(), matrix[0]):
      blocks = matrix[0]
    return blocks

