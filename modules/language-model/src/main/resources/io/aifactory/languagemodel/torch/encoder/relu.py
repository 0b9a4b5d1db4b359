  # --- activation: ReLU ---------------------------------------------------------------------------

  def activated(self: __torch__.Encoder, x: Tensor) -> Tensor:
    return torch.relu(x)


