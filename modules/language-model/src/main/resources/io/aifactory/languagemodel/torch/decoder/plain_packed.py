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

  # Rows of the embedding, float32
  def looked_up(self: __torch__.Decoder, ids: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    return torch.embedding(weight, ids).to(6)

  # Stores rows of numbers from the first one on.
  def store(self: __torch__.Decoder, target: List[Tensor], first: int, values: Tensor) -> Tensor:
    whole = target[0].view(target[0].size(0), -1)
    return whole[first:first + values.size(0)].copy_(values)
