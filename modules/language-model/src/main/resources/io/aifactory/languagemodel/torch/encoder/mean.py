  # --- pooling: the mean of an input's tokens (Reimers and Gurevych 2019) ---------------------------

  # x: [inputs, tokens, D]
  def pooled(self: __torch__.Encoder, x: Tensor) -> Tensor:
    return torch.mean(x, [1])


