  # --- precision: float32 ---------------------------------------------------------------------

  def rounded(self: __torch__.Encoder, x: Tensor) -> Tensor:
    return x


