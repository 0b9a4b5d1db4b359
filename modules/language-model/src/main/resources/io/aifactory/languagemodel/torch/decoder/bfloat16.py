  # --- precision: bfloat16 for weights, activations and cache -----------------------------------

  def type_code(self: __torch__.Decoder) -> int:
    return 15

  # RMSNorm (Zhang and Sennrich 2019), inside in float32
  def norm(self: __torch__.Decoder, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    return torch.rms_norm(x.to(6), [x.size(-1)], weight, epsilon).to(15)

  # x: [..., heads, hd], turned where it lies, inside in float32; rotation: complex
  def turn(self: __torch__.Decoder, x: Tensor, rotation: Tensor) -> Tensor:
    pairs = torch.view_as_complex(x.to(6).unflatten(-1, [-1, 2]))
    return x.copy_(torch.view_as_real(pairs * rotation).flatten(-2))

