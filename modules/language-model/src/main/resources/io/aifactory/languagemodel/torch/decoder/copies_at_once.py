  # --- between the processor and the device: copied at once ----------------------------------------

  # Numbers that the processor has, on the device of another tensor
  def sent(self: __torch__.Decoder, numbers: Tensor, like: Tensor) -> Tensor:
    return numbers.to(like.device)

  # Results for the processor
  def fetched(self: __torch__.Decoder, results: Tensor) -> Tensor:
    return results.cpu()

