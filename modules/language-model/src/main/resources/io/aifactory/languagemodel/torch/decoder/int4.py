  # --- matrices: int4 as processors multiply it; embedding and head as whatever is multiplied with them --

  # weight: of a block int4, packed, and scales bfloat16 [in / 32, out, 2]: step and middle; else as
  # plain_packed's or plain's, without scales
  def product(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    if weight.dtype == 0:
      y = torch._weight_int4pack_mm_for_cpu(x, weight, 32, scales)
    elif weight.is_mkldnn:
      y = ops.mkldnn._linear_pointwise(x, weight, None, "none", [], "")
    else:
      y = torch.linear(x, weight)
    return y

  # As plain_packed's.
  def in_blocks(self: __torch__.Decoder, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    blocks = ops.mkldnn._reorder_linear_weight(matrix[0], 16)
    if not torch.equal(blocks.to_dense(), matrix[0]):
      blocks = matrix[0]
    return blocks

  def grouped(self: __torch__.Decoder, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    return torch._convert_weight_to_int4pack_for_cpu(self.whole_steps(matrix[0]), 2)

