  # --- feed-forward layer: a mixture of gated layers, or one --------------------------------------

  # The experts of all tokens, one expert after the other: tokens are ordered by expert, each
  # expert's run is one product, and the outputs are added up in float32 in these proportions.
  # x: [T, D]; gate_up: [E 2 I, D]; down: [E D, I]; router: [E, D]. No adapter changes an expert.
  def mixture(self: __torch__.Decoder, x: Tensor, w: List[Tensor], places: List[int], at: int, runs: List[int], picks: List[Tensor]) -> Tensor:
    gate_up = w[places[at + 9]]
    up_scales = w[self.scales(places[at + 9])]
    down = w[places[at + 10]]
    down_scales = w[self.scales(places[at + 10])]
    router = w[places[at + 11]]
    active = places[at + 15]
    normalised = places[at + 16] == 1
    experts = router.size(0)
    chances = torch.softmax(torch.linear(x.to(6), router), -1)
    best, chosen, = torch.topk(chances, active, -1)
    if normalised:
      best = best / best.sum(-1, True)
    order = torch.argsort(chosen.flatten(), stable=True)
    counts : List[int] = torch.bincount(chosen.flatten(), None, experts).cpu().tolist()
    tokens = torch.div(order, active, rounding_mode="floor")
    factors = torch.index_select(best.flatten(), 0, order).unsqueeze(1)
    up_rows = gate_up.size(0) // experts
    down_rows = down.size(0) // experts
    sums = torch.zeros(x.size(), dtype=6, device=x.device)
    first = 0
    for expert in range(experts):
      count = counts[expert]
      if count > 0:
        own = tokens[first:first + count]
        up = expert * up_rows
        back = expert * down_rows
        y = self.gated(torch.index_select(x, 0, own), gate_up[up:up + up_rows], up_scales[up:up + up_rows], down[back:back + down_rows], down_scales[back:back + down_rows], w, places, at, runs, picks)
        sums.index_add_(0, own, y.to(6) * factors[first:first + count])
        first = first + count
    return sums.to(x.dtype)

  def feed_forward(self: __torch__.Decoder, x: Tensor, w: List[Tensor], places: List[int], at: int, runs: List[int], picks: List[Tensor]) -> Tensor:
    if places[at + 11] >= 0:
      y = self.mixture(x, w, places, at, runs, picks)
    else:
      y = self.gated(x, w[places[at + 9]], w[self.scales(places[at + 9])], w[places[at + 10]], w[self.scales(places[at + 10])], w, places, at, runs, picks)
    return y

