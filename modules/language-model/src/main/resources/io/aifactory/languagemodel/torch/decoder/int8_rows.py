  # --- rows of matrices in int8 with their scales ---------------------------------------------------

  # Scales follow their matrix.
  def scales(self: __torch__.Decoder, at: int) -> int:
    return at + 1

  def biased(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor, bias: Tensor) -> Tensor:
    return self.product(x, weight, scales).add_(bias)

  # Rows of the embedding, float32
  def looked_up(self: __torch__.Decoder, ids: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    return torch.embedding(weight, ids).to(6) * torch.index_select(scales, 0, ids).unsqueeze(1)

  # Stores rows of numbers from the first one on: of a matrix as whole multiples of a 127th of the
  # row's largest, of anything else as they are. target: matrix, scales; or one tensor
  def store(self: __torch__.Decoder, target: List[Tensor], first: int, values: Tensor) -> Tensor:
    end = first + values.size(0)
    if len(target) == 2:
      exact = values.to(6)
      largest = torch.amax(torch.abs(exact), [1], True)
      # a row of zeros has any scale
      steps = torch.where(largest > 0., largest, torch.ones_like(largest)) / 127.
      target[1][first:end].copy_(steps.squeeze(1))
      stored = target[0][first:end].copy_(torch.round(exact / steps))
    else:
      stored = target[0].view(target[0].size(0), -1)[first:end].copy_(values)
    return stored

