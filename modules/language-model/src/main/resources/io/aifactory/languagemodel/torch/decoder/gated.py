  # --- feed-forward layer: one gated layer in every block -----------------------------------------

  def feed_forward(self: __torch__.Decoder, x: Tensor, w: List[Tensor], places: List[int], at: int, runs: List[int], picks: List[Tensor]) -> Tensor:
    return self.gated(x, w[places[at + 9]], w[self.scales(places[at + 9])], w[places[at + 10]], w[self.scales(places[at + 10])], w, places, at, runs, picks)

