  # --- matrices: int4 in tiles of tensor cores; embedding and head as they are ----------------------

  # weight: of a block int4, int32 [out / 8, in / 32, 32, 1], and scales bfloat16 [in / 32, out, 2]: step
  # and middle; else as plain's, without scales
  def product(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    if weight.dtype == 3:
      y = torch._weight_int4pack_mm(x.contiguous(), weight, 32, scales)
    else:
      y = torch.linear(x, weight)
    return y

  # In tiles, from two weights in a byte, the first above the second.
  def grouped(self: __torch__.Decoder, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    whole = self.whole_steps(matrix[0])
    return torch._convert_weight_to_int4pack((whole[:, ::2] * 16 + whole[:, 1::2]).to(0), 2)

