  # --- activation: SwiGLU (Shazeer 2020) --------------------------------------------------------

  def activated(self: __torch__.Decoder, gate: Tensor) -> Tensor:
    return torch.silu(gate)

