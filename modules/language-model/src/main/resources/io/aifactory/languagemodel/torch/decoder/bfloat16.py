  # --- precision: bfloat16 for weights, activations and cache -----------------------------------

  def type_code(self: __torch__.Decoder) -> int:
    return 15

  # RMSNorm (Zhang and Sennrich 2019), inside in float32; rms_norm itself goes over x twice as often
  def normed(self: __torch__.Decoder, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    size = torch.linalg_vector_norm(x, 2, [-1], True, dtype=6)
    factor = torch.addcmul(torch.full([1], epsilon, dtype=6, device=x.device), size, size, value=1. / x.size(-1)).rsqrt_()
    return torch.mul(x, factor).mul_(weight)

  def norm(self: __torch__.Decoder, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    return self.normed(x, weight, epsilon).to(15)

  # x: [..., heads, hd], turned where it lies, inside in float32; rotation: complex
  def turn(self: __torch__.Decoder, x: Tensor, rotation: Tensor) -> Tensor:
    pairs = torch.view_as_complex(x.to(6).unflatten(-1, [-1, 2]))
    return x.copy_(torch.view_as_real(pairs * rotation).flatten(-2))

  # Logits [S, V], float32, of the residual stream x [S, D] after the last block. A product in
  # bfloat16 rounds its results, too: of the best tokens several are often equal after it. So those
  # within that rounding of the best one are computed again in float32, from the same weights. A row
  # with more than 64 of them is flat and stays as it is.
  def unembedded(self: __torch__.Decoder, x: Tensor, weight: Tensor, head: Tensor, scales: Tensor, rows: Tensor, epsilon: float) -> Tensor:
    h = self.normed(x, weight, epsilon)
    logits = self.product(h.to(15), head, scales).to(6)
    return self.refined(logits, h, rows)

