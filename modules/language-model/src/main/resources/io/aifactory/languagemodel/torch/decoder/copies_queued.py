  # --- between the processor and the device: copied when their turn comes --------------------------
  # Both go through memory that the device reads and writes by itself, in the order of what it has to
  # do: the processor does not wait until that is done.

  # Numbers that the processor has, on the device of another tensor
  def sent(self: __torch__.Decoder, numbers: Tensor, like: Tensor) -> Tensor:
    return numbers.pin_memory().to(like.device, None, True)

  # Results for the processor, which are there when the device has come so far
  def fetched(self: __torch__.Decoder, results: Tensor) -> Tensor:
    return results.to(torch.device("cpu"), None, True)

