  # --- pooling: an input's first token --------------------------------------------------------------

  # x: [inputs, tokens, D]
  def pooled(self: __torch__.Encoder, x: Tensor) -> Tensor:
    return x[:, 0]


