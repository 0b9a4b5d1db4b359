  # --- pooling: the largest of each component (Reimers and Gurevych 2019) ---------------------------

  # x: [inputs, tokens, D]
  def pooled(self: __torch__.Encoder, x: Tensor) -> Tensor:
    return torch.amax(x, [1])


