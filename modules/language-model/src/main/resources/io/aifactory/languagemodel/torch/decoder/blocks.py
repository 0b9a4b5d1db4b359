  # --- keys and values of slots and pool ----------------------------------------------------------
  # caches: per layer [slots * slot tokens, 2 K, hd]; pool: per layer [blocks, block tokens, 2 K, hd]

  # integers: first cache row, then places in the pool of the blocks that begin there
  def keep(self: __torch__.Decoder, integers: Tensor, reals: Tensor, caches: List[Tensor], pool: List[Tensor]) -> Tensor:
    first = int(integers[0])
    places = self.sent(integers[1:], caches[0])
    for layer in range(len(caches)):
      blocks = pool[layer]
      rows = caches[layer][first:first + places.size(0) * blocks.size(1)]
      blocks.index_copy_(0, places, rows.view(-1, blocks.size(1), blocks.size(2), blocks.size(3)))
    return torch.zeros([1], dtype=7)

  # The inverse of keep.
  def restore(self: __torch__.Decoder, integers: Tensor, reals: Tensor, caches: List[Tensor], pool: List[Tensor]) -> Tensor:
    first = int(integers[0])
    places = self.sent(integers[1:], caches[0])
    for layer in range(len(caches)):
      blocks = torch.index_select(pool[layer], 0, places).flatten(0, 1)
      caches[layer][first:first + blocks.size(0)].copy_(blocks)
    return torch.zeros([1], dtype=7)

  # One block of the pool as bytes, layer after layer, whatever type its numbers have.
  # integers: its place
  def packed(self: __torch__.Decoder, integers: Tensor, reals: Tensor, pool: List[Tensor]) -> Tensor:
    parts : List[Tensor] = []
    for blocks in pool:
      parts.append(torch.view_copy(blocks[int(integers[0])].reshape(-1), dtype=1))
    return torch.cat(parts, 0).cpu()

  # The inverse of packed. raw[0]: the bytes
  def unpacked(self: __torch__.Decoder, integers: Tensor, reals: Tensor, pool: List[Tensor], raw: List[Tensor]) -> Tensor:
    size = raw[0].size(0) // len(pool)
    for layer in range(len(pool)):
      block = pool[layer][int(integers[0])]
      block.copy_(torch.view_copy(raw[0][layer * size:(layer + 1) * size], dtype=self.type_code()).view_as(block))
    return torch.zeros([1], dtype=7)

  # integers: first cache row, rows
  def clear(self: __torch__.Decoder, integers: Tensor, reals: Tensor, caches: List[Tensor]) -> Tensor:
    first = int(integers[0])
    for cache in caches:
      cache[first:first + int(integers[1])].zero_()
    return torch.zeros([1], dtype=7)

  # Every number that the tensors hold, for tests.
  def numbers(self: __torch__.Decoder, integers: Tensor, reals: Tensor, tensors: List[Tensor]) -> Tensor:
    parts : List[Tensor] = []
    for tensor in tensors:
      parts.append(tensor.reshape(-1).to(7))
    return torch.cat(parts, 0).cpu()

