  # --- rows of matrices, as they are ----------------------------------------------------------------

  # Rows of the embedding, float32
  def looked_up(self: __torch__.Decoder, ids: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    return torch.embedding(weight, ids).to(6)

  # Stores rows of numbers from the first one on.
  def store(self: __torch__.Decoder, target: List[Tensor], first: int, values: Tensor) -> Tensor:
    whole = target[0].view(target[0].size(0), -1)
    return whole[first:first + values.size(0)].copy_(values)

