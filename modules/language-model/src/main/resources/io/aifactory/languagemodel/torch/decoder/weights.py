  # --- weights and tables ---------------------------------------------------------------------

  # integers: type code, shape
  def zeros(self: __torch__.Decoder, integers: Tensor, reals: Tensor, like: List[Tensor]) -> Tensor:
    n : List[int] = integers.tolist()
    return torch.zeros(n[1:], dtype=n[0], device=like[0].device)

  # integers: first row, type code, rotary heads (0 = none); reals: what is added to every number;
  # raw[0]: bytes of whole rows
  def fill(self: __torch__.Decoder, integers: Tensor, reals: Tensor, target: List[Tensor], raw: List[Tensor]) -> Tensor:
    n : List[int] = integers.tolist()
    columns = target[0].numel() // target[0].size(0)
    values = torch.view_copy(raw[0], dtype=n[1]).view(-1, columns)
    if n[2] > 0:
      values = values.view(n[2], 2, -1, columns).transpose(1, 2).reshape(-1, columns)
    if float(reals[0]) != 0.:
      values = values.to(6) + float(reals[0])
    stored = self.store(target, n[0], values)
    return torch.zeros([1], dtype=7)

  # integers: first row, rows, rotary heads; the inverse of fill
  def rows(self: __torch__.Decoder, integers: Tensor, reals: Tensor, source: List[Tensor]) -> Tensor:
    n : List[int] = integers.tolist()
    values = source[0][n[0]:n[0] + n[1]]
    if n[2] > 0:
      values = values.view(n[2], -1, 2, values.size(1)).transpose(1, 2)
    return values.reshape(-1).clone().cpu()

  # reals: radians per token of each pair of a head's components, then a factor of the result;
  # integers: positions. Cosine and sine in float32, as the reference.
  def rotations(self: __torch__.Decoder, integers: Tensor, reals: Tensor, like: List[Tensor]) -> Tensor:
    angles = torch.outer(torch.arange(int(integers[0]), dtype=6), reals[:-1].to(6))
    turns = torch.stack([torch.cos(angles), torch.sin(angles)], -1) * float(reals[-1])
    return turns.to(like[0].device)

  # The numbers themselves, as tables on the CPU.
  def whole(self: __torch__.Decoder, integers: Tensor, reals: Tensor) -> Tensor:
    return integers.clone()

  def real(self: __torch__.Decoder, integers: Tensor, reals: Tensor) -> Tensor:
    return reals.clone()

  # Bytes that the lists hold.
  def held(self: __torch__.Decoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor], pool: List[Tensor]) -> Tensor:
    sums : List[float] = []
    for tensors in [w, tables[2:], caches, pool]:
      bytes = 0
      for tensor in tensors:
        bytes = bytes + tensor.numel() * tensor.element_size()
      sums.append(float(bytes))
    return torch.tensor(sums, dtype=7)

