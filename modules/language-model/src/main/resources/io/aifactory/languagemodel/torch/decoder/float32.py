  # --- precision: float32, for all ------------------------------------------------------------

  def type_code(self: __torch__.Decoder) -> int:
    return 6

  # RMSNorm (Zhang and Sennrich 2019)
  def norm(self: __torch__.Decoder, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    return torch.rms_norm(x, [x.size(-1)], weight, epsilon)

  # x: [..., heads, hd], turned where it lies; rotation: complex, broadcast to [..., heads, hd / 2]
  def turn(self: __torch__.Decoder, x: Tensor, rotation: Tensor) -> Tensor:
    torch.view_as_complex(x.unflatten(-1, [-1, 2])).mul_(rotation)
    return x

  # Logits [S, V] of the residual stream x [S, D] after the last block
  def unembedded(self: __torch__.Decoder, x: Tensor, weight: Tensor, head: Tensor, scales: Tensor, rows: Tensor, epsilon: float) -> Tensor:
    return self.product(self.norm(x, weight, epsilon), head, scales)

