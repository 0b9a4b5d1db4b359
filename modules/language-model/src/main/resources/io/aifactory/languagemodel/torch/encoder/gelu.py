  # --- activation: exact GELU (Hendrycks and Gimpel 2016), by the error function ------------------

  def activated(self: __torch__.Encoder, x: Tensor) -> Tensor:
    return torch.gelu(x)


