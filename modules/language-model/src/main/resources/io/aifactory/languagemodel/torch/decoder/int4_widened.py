  # --- matrices: int4, made bfloat16 for every product; embedding and head as they are --------------

  # weight: of a block int4 [out, in / 2], and scales bfloat16 [in / 32, out, 2]: step and middle; else as
  # plain's, without scales. A million weights at a time.
  def product(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    if weight.dtype == 0:
      rows = 1 + 1048576 // x.size(1)
      y = torch.empty([x.size(0), weight.size(0)], dtype=x.dtype, device=x.device)
      for first in range(0, weight.size(0), rows):
        part = weight[first:first + rows]
        whole = torch.stack([torch.bitwise_right_shift(part, 4), torch.bitwise_and(part, 15)], 2).view(part.size(0), -1, 32)
        step, middle, = torch.unbind(scales[:, first:first + rows].transpose(0, 1).to(6).unsqueeze(2), 3)
        wide = ((whole.to(6) - 8.) * step + middle).to(x.dtype).view(part.size(0), -1)
        y[:, first:first + rows].copy_(torch.linear(x, wide))
    else:
      y = torch.linear(x, weight)
    return y

  # Two of them in a byte, the first above the second.
  def grouped(self: __torch__.Decoder, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    whole = self.whole_steps(matrix[0])
    return (whole[:, ::2] * 16 + whole[:, 1::2]).to(0)

