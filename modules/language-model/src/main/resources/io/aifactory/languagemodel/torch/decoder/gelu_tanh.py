  # --- activation: GeGLU (Shazeer 2020) with the tanh approximation -------------------------------

  def activated(self: __torch__.Decoder, gate: Tensor) -> Tensor:
    return torch.gelu(gate, approximate="tanh")

