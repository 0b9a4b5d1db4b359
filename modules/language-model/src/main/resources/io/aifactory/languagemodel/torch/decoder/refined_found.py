  # --- the best logits again in float32: those that are found --------------------------------------

  # Row and place of every number within a part of the largest of its row
  def near(self: __torch__.Decoder, rows: Tensor, part: float) -> List[Tensor]:
    blocks = self.blocks(rows)
    tops = torch.amax(blocks, [-1])
    best = torch.amax(tops, [-1], True)
    least = best - best.abs() * part
    row, block, = torch.unbind(torch.nonzero(tops >= least), 1)
    found = torch.index_select(blocks.flatten(0, 1), 0, row * blocks.size(1) + block)
    which, inside, = torch.unbind(torch.nonzero(found >= torch.index_select(least, 0, row)), 1)
    return [torch.index_select(row, 0, which), torch.index_select(block, 0, which) * blocks.size(2) + inside]

  # logits [S, V], h [S, D] and the head's rows, see unembedded
  def refined(self: __torch__.Decoder, logits: Tensor, h: Tensor, rows: Tensor) -> Tensor:
    where, ids, = self.near(logits, 0.0078125)
    few = torch.index_select(torch.bincount(where, None, logits.size(0)), 0, where) <= 64
    where = torch.masked_select(where, few)
    ids = torch.masked_select(ids, few)
    exact = torch.sum(torch.embedding(rows, ids).to(6) * torch.index_select(h, 0, where), [-1])
    logits.view(-1).index_copy_(0, where * logits.size(1) + ids, exact)
    return logits

