  # --- matrices: int4 in groups of 32 weights; embedding and head as whatever is multiplied with them --

  # What belongs to the groups follows the matrix.
  def scales(self: __torch__.Decoder, at: int) -> int:
    return at + 1

  # weight: of a block int4, packed, and scales bfloat16 [in / 32, out, 2]: step and middle; else as
  # plain_packed's or plain's, without scales
  def product(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor) -> Tensor:
    if weight.dtype == 0:
      y = torch._weight_int4pack_mm_for_cpu(x, weight, 32, scales)
    elif weight.is_mkldnn:
      y = ops.mkldnn._linear_pointwise(x, weight, None, "none", [], "")
    else:
      y = torch.linear(x, weight)
    return y

  def biased(self: __torch__.Decoder, x: Tensor, weight: Tensor, scales: Tensor, bias: Tensor) -> Tensor:
    return self.product(x, weight, scales).add_(bias)

  # As plain_packed's.
  def in_blocks(self: __torch__.Decoder, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    blocks = ops.mkldnn._reorder_linear_weight(matrix[0], 16)
    if not torch.equal(blocks.to_dense(), matrix[0]):
      blocks = matrix[0]
    return blocks

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

  def grouped(self: __torch__.Decoder, integers: Tensor, reals: Tensor, matrix: List[Tensor]) -> Tensor:
    steps = self.steps(matrix[0]).to(6)
    step, middle, = torch.unbind(steps.unsqueeze(2), 3)
    groups = matrix[0].view(matrix[0].size(0), -1, 32)
    whole = torch.round((groups - middle) / step + 8.).clamp_(0., 15.).to(3).view(matrix[0].size())
    return torch._convert_weight_to_int4pack_for_cpu(whole, 2)

