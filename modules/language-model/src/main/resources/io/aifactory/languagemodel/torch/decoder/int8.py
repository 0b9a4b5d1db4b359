  # --- matrices: int8, each row by a scale of its own ----------------------------------------------

  # x [T, in], float32; weight: int8 [out, in]; scales: float32 [out]. libtorch's own operator reads
  # the weights once for every row of x; for several rows it is cheaper to make them float32 first,
  # a million at a time, which stay in the cache.
  def product(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    if x.size(0) < 4:
      y = torch._weight_int8pack_mm(x, weight, scales)
    else:
      rows = 1 + 1048576 // weight.size(1)
      if weight.size(0) <= rows:
        y = torch.linear(x, weight.to(6)).mul_(scales)
      else:
        y = torch.empty([x.size(0), weight.size(0)], dtype=6, device=x.device)
        for first in range(0, weight.size(0), rows):
          y[:, first:first + rows].copy_(torch.linear(x, weight[first:first + rows].to(6)))
        y = y.mul_(scales)
    return y

