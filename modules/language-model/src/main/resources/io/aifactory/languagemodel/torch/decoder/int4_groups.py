  # --- groups of 32 weights in int4 -----------------------------------------------------------------

  # What belongs to the groups follows the matrix.
  def scales(self: __torch__.Decoder, at: int) -> int:
    return at + 1

  def biased(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor, bias: Tensor) -> Tensor:
    return self.product(x, weight, scales).add_(bias)

  # Step and middle of each group of matrix [out, in], float32: [out, in / 32, 2], rounded to bfloat16.
  # A group of equal weights has the step 1 and itself as the middle.
  def steps(self: __torch__.Decoder, matrix: Tensor) -> Tensor:
    groups = matrix.view(matrix.size(0), -1, 32)
    least = torch.amin(groups, [2])
    step = ((torch.amax(groups, [2]) - least) / 15.).to(15).to(6)
    step = torch.where(step > 0., step, torch.ones_like(step))
    middle = torch.where(torch.amax(groups, [2]) > least, least + 8. * step, least)
    return torch.stack([step, middle], 2).to(15)

  def groups(self: __torch__.Decoder, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    return self.steps(matrix[0]).transpose(0, 1).contiguous()

  # Which of the 16 steps each weight of matrix [out, in], float32, is nearest to: int32
  def whole_steps(self: __torch__.Decoder, matrix: Tensor) -> Tensor:
    steps = self.steps(matrix).to(6)
    step, middle, = torch.unbind(steps.unsqueeze(2), 3)
    groups = matrix.view(matrix.size(0), -1, 32)
    return torch.round((groups - middle) / step + 8.).clamp_(0., 15.).to(3).view(matrix.size())

