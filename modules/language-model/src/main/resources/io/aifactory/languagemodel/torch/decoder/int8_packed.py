  # --- matrices: int8, each row by a scale of its own, packed ---------------------------------------

  # x [T, in], float32; weight: int8 [out, in], packed; scales: float32 [out]. oneDNN's fast product
  # is of integers, so each row of x becomes two rows of them: whole multiples of a 127th of its
  # largest number, and what that leaves of each number in 254ths of a multiple. Sums are then exact
  # but for a 60,000th of the largest number, and no row sees another. oneDNN wants these integers
  # without signs: zero is 128.
  def product(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    steps = torch.linalg_vector_norm(x, float("inf"), [1], True).clamp_min_(1e-30).div_(127.)
    multiples = torch.div(x, steps)
    whole = torch.round(multiples)
    rows = torch.cat([whole, multiples.sub_(whole).mul_(254.)], 0).add_(128.5).to(0)
    both = ops.onednn.qlinear_pointwise(rows, 1., 128, weight, scales, torch.zeros([1], dtype=3), None, 1., 0, 6, "none", [], "")
    return torch.add(both[:x.size(0)], both[x.size(0):], alpha=1. / 254.).mul_(steps)

  # matrix[0] in the blocks that oneDNN's product wants
  def in_blocks(self: __torch__.Decoder, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    return ops.onednn.qlinear_prepack(matrix[0], [16, matrix[0].size(1)])

