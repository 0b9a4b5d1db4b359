  # --- activation: GELU (Hendrycks and Gimpel 2016) with the tanh approximation -------------------

  def activated(self: __torch__.Encoder, x: Tensor) -> Tensor:
    return torch.gelu(x, approximate="tanh")


