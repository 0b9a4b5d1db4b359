  # --- matrices: in the precision of what is multiplied with them ---------------------------------

  # Where the scales of matrix w[at] are: it has none, and whatever is given for them is not read.
  def scales(self: __torch__.Decoder, at: int) -> int:
    return at

  def product(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    return torch.linear(x, weight)

  def biased(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor, bias: Tensor) -> Tensor:
    return torch.linear(x, weight, bias)

