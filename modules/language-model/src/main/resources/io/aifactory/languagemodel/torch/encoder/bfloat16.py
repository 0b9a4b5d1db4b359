  # --- precision: bfloat16 for weights and what is multiplied with them ---------------------------

  def rounded(self: __torch__.Encoder, x: Tensor) -> Tensor:
    return x.to(15)


