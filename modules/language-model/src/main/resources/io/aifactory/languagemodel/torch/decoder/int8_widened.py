  # --- matrices: int8, each row by a scale of its own, made float32 for every product ---------------

  # x [T, in], float32; weight: int8 [out, in]; scales: float32 [out]. A million weights at a time.
  def product(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    rows = 1 + 1048576 // weight.size(1)
    y = torch.empty([x.size(0), weight.size(0)], dtype=6, device=x.device)
    for first in range(0, weight.size(0), rows):
      y[:, first:first + rows].copy_(torch.linear(x, weight[first:first + rows].to(6)))
    return y.mul_(scales)

