  # --- what inference and training share ----------------------------------------------------------

  # The residual stream x is float32 in every precision: what layers add to it is not rounded away.
  def embedded(self: __torch__.Decoder, ids: Tensor, w: List[Tensor], c: List[float]) -> Tensor:
    x = self.looked_up(ids, w[0], w[self.scales(0)])
    if c[3] != 1.:
      x = x * c[3]
    return x

  # Queries, keys and values of x [T, D], not yet rotated: [T, H + 2 K, hd]
  def projected(self: __torch__.Decoder, x: Tensor, heads: int, groups: int, w: List[Tensor], places: List[int], at: int, c: List[float], runs: List[int], picks: List[Tensor]) -> Tensor:
    h = self.norm(x, w[places[at]], c[0])
    matrix = places[at + 1]
    if places[at + 2] >= 0:
      qkv = self.biased(h, w[matrix], w[self.scales(matrix)], w[places[at + 2]])
    else:
      qkv = self.product(h, w[matrix], w[self.scales(matrix)])
    qkv = self.adapted(qkv, h, w, places, at + 17, runs, picks)
    qkv = qkv.view(x.size(0), heads + 2 * groups, -1)
    if places[at + 3] >= 0:
      q, k, v, = torch.split_with_sizes(qkv, [heads, groups, groups], 1)
      qkv = torch.cat([self.norm(q, w[places[at + 3]], c[0]), self.norm(k, w[places[at + 4]], c[0]), v], 1)
    return qkv

  # The residual stream after attention, and then after the feed-forward layer. attended: [T, H hd]
  def completed(self: __torch__.Decoder, x: Tensor, attended: Tensor, w: List[Tensor], places: List[int], at: int, c: List[float], runs: List[int], picks: List[Tensor]) -> Tensor:
    matrix = places[at + 5]
    if places[at + 6] >= 0:
      y = self.biased(attended, w[matrix], w[self.scales(matrix)], w[places[at + 6]])
    else:
      y = self.product(attended, w[matrix], w[self.scales(matrix)])
    y = self.adapted(y, attended, w, places, at + 18, runs, picks)
    if places[at + 7] >= 0:
      y = self.norm(y, w[places[at + 7]], c[0])
    x = x + y
    y = self.feed_forward(self.norm(x, w[places[at + 8]], c[0]), w, places, at, runs, picks)
    if places[at + 12] >= 0:
      y = self.norm(y, w[places[at + 12]], c[0])
    return x + y

  def gated(self: __torch__.Decoder, x: Tensor, gate_up: Tensor, up_scales: Tensor, down: Tensor, down_scales: Tensor, w: List[Tensor], places: List[int], at: int, runs: List[int], picks: List[Tensor]) -> Tensor:
    both = self.adapted(self.product(x, gate_up, up_scales), x, w, places, at + 19, runs, picks)
    gate, up, = torch.chunk(both, 2, -1)
    product = self.activated(gate) * up
    return self.adapted(self.product(product, down, down_scales), product, w, places, at + 20, runs, picks)

